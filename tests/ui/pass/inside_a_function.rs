#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub)]
//! Models in function bodies and private modules.
use dynamorph::prelude::*;

mod inner {
    use dynamorph::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Table)]
    #[table(name = "shop", partition_key = "pk", discriminator = "type")]
    pub(crate) struct ShopTable;

    #[derive(Serialize, Deserialize, DynamoModel)]
    #[dynamo(table = ShopTable, entity = "HIDDEN", pk = "HIDDEN#{id}")]
    struct Hidden {
        id: u64,
    }

    #[derive(Serialize, Deserialize, DynamoModel)]
    #[dynamo(table = ShopTable, entity = "SEEN", pk = "SEEN#{id}")]
    pub(super) struct Seen {
        pub(super) id: u64,
    }

    pub(crate) fn hidden() {
        let _ = Hidden::get(7);
        let _ = Hidden::get(HiddenKey { id: 7 });
        let _ = Hidden { id: 7 };
    }
}

fn main() {
    use serde::{Deserialize, Serialize};

    #[derive(Table)]
    #[table(name = "local", partition_key = "pk", discriminator = "type")]
    #[table(index(name = "gsi1", partition_key = "gsi1pk"))]
    struct LocalTable;

    #[derive(Serialize, Deserialize, DynamoValue)]
    struct Name(String);

    #[derive(Serialize, Deserialize, DynamoMap)]
    struct Place {
        name: Name,
    }

    #[derive(Serialize, Deserialize, DynamoModel)]
    #[dynamo(table = LocalTable, entity = "LOCAL", pk = "LOCAL#{id}")]
    #[dynamo(index(gsi1, query = "by_name", pk = "{name}"))]
    struct Local {
        id: u64,
        name: Option<String>,
        place: Place,
    }

    #[derive(Serialize, Deserialize, DynamoModel)]
    #[dynamo(table = "others", index("by-at", query = "by_time", partition_key = at))]
    struct Other {
        #[dynamo(partition_key)]
        id: u64,
        at: u64,
    }

    dynamorph::register! {
        enum Locals in LocalTable { Local, _ => skip }
    }

    inner::hidden();
    let _ = inner::Seen::get(inner::SeenKey { id: 7 });
    let _ = inner::Seen { id: 7 }.id;
    let _ = Local::by_name("x");
    let _ = Other::by_time(7);
    let place = Place { name: Name(String::new()) };
    let _ = Locals::from(Local { id: 7, name: None, place });
    let _ = Other { id: 7, at: 8 };
}
