//! Which entities a registry that is listed at run time takes.

use dynamorph::prelude::*;
use dynamorph::{AnyEntity, Error, Registry, RegistryError, Unknown};
use serde::{Deserialize, Serialize};

use super::runtime_registry::{Bird, Cage, DenTable, Lion, den};

#[derive(Debug, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DenTable, entity = "BOX", pk = "BOX#{id}", sk = "BOX")]
struct Named {
    id: u8,
}

#[derive(Debug, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = DenTable, entity = "OTHER", alias = "LION", pk = "OTHER#{id}", sk = "OTHER")]
struct Aliased {
    id: u8,
}

#[derive(Debug, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "alone")]
struct Alone {
    #[dynamo(partition_key)]
    id: u8,
}

#[test]
fn registries_that_tell_nothing_apart_are_not_built() {
    let base = || Registry::<DenTable>::builder().with::<Cage>().with::<Lion>();
    let shared = |one, other, name| RegistryError::SharedName { one, other, name };
    let cases = [
        ("the same twice", base().with::<Cage>().build(), shared("CAGE", "CAGE", "CAGE")),
        ("a name that is an alias", base().with::<Named>().build(), shared("CAGE", "BOX", "BOX")),
        (
            "an alias that is a name",
            base().with::<Aliased>().build(),
            shared("LION", "OTHER", "LION"),
        ),
        ("nothing", Registry::builder().build(), RegistryError::Empty),
    ];
    for (case, result, expected) in cases {
        match result {
            Err(Error::Registry(error)) => assert_eq!(error, expected, "{case}"),
            other => panic!("{case}: {other:?}"),
        }
    }
    match Registry::<<Alone as DynamoModel>::Table>::builder().with::<Alone>().build() {
        Err(Error::Registry(error)) => {
            assert_eq!(error, RegistryError::NoDiscriminator { table: "alone" });
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(base().build().unwrap().entities().collect::<Vec<_>>(), ["CAGE", "LION"]);
}

/// What a plug-in brings: the host does not know the type.
trait Plugin {
    fn register(
        &self,
        to: dynamorph::RegistryBuilder<DenTable>,
    ) -> dynamorph::RegistryBuilder<DenTable>;
    fn describe(&self, entity: &dyn AnyEntity) -> Option<String>;
}

struct Birds;

impl Plugin for Birds {
    fn register(
        &self,
        to: dynamorph::RegistryBuilder<DenTable>,
    ) -> dynamorph::RegistryBuilder<DenTable> {
        to.with::<Bird>()
    }

    fn describe(&self, entity: &dyn AnyEntity) -> Option<String> {
        entity.downcast_ref::<Bird>().map(|bird| format!("a bird called {}", bird.name))
    }
}

#[tokio::test]
async fn entities_of_plug_ins_are_read() {
    let (_, db) = den().await;
    let plugins: Vec<Box<dyn Plugin>> = vec![Box::new(Birds)];
    let base = Registry::<DenTable>::builder().with::<Lion>().unknown(Unknown::Skip);
    let all = plugins.iter().fold(base, |registry, plugin| plugin.register(registry));
    let registry = all.build().unwrap();

    let mut found = registry.query(Lion::BY_NAME.partition("leo")).stream(&db);
    let mut told = Vec::new();
    while let Some(entity) = found.next().await {
        let entity = entity.unwrap();
        told.extend(plugins.iter().find_map(|plugin| plugin.describe(&*entity)));
    }
    assert_eq!(told, ["a bird called leo"]);
}
