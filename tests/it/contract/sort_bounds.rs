//! Sort conditions against brute force: over templates of every form, beside foreign keys that sort badly.

use std::collections::BTreeSet;
use std::fmt::Debug;

use dynamorph::prelude::*;
use dynamorph::{Dynamo, FromItem, IntoPart, NextPart, Primary, Query};
use serde::{Deserialize, Serialize};

use super::support::{Random, attributes, put_raw, s, table};

#[derive(Table)]
#[table(name = "bounds", partition_key = "pk", sort_key = "sk", discriminator = "type")]
struct BoundsTable;

/// Two parts in a partition, and the key text that a template makes of them.
trait Parts: DynamoModel + PartialEq + Debug {
    fn of(one: &str, two: &str) -> Self;
    fn text(&self) -> String;
    fn one(&self) -> &str;
    fn two(&self) -> &str;
}

macro_rules! templates {
    ($($model:ident $template:literal;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
        #[dynamo(table = BoundsTable, entity = "OWN", pk = "P#{group}", sk = $template)]
        struct $model {
            group: u8,
            one: String,
            two: String,
        }

        impl Parts for $model {
            fn of(one: &str, two: &str) -> Self {
                Self { group: 1, one: one.into(), two: two.into() }
            }
            fn text(&self) -> String {
                $template.replace("{one}", &self.one).replace("{two}", &self.two)
            }
            fn one(&self) -> &str {
                &self.one
            }
            fn two(&self) -> &str {
                &self.two
            }
        }
    )*};
}

templates! {
    Plain "ITEM#{one}#{two}";
    Closed "ITEM#{one}#{two}#END";
    Worded "É#{one}#X#{two}";
    Bare "{one}#{two}";
}

/// The sort key is one part and nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = BoundsTable, entity = "OWN", pk = "P#{group}", sk = "{one}")]
struct Lone {
    group: u8,
    one: String,
}

/// Characters around the delimiter, around the borders of UTF-8 and of the surrogates, and of plain text.
const CHARS: [&str; 20] = [
    " ",
    "!",
    "\"",
    "$",
    "'",
    "-",
    "0",
    "A",
    "a",
    "b",
    "~",
    "é",
    "\u{7ff}",
    "\u{800}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{ffff}",
    "\u{10000}",
    "😀",
    "\u{10fffe}",
];

/// What stands in the table beside the entity's items, written by who knows whom.
const FOREIGN: [&str; 22] = [
    "\0",
    "\u{10ffff}",
    "\u{10ffff}\u{10ffff}",
    "#",
    "$",
    "ITEM",
    "ITEM#",
    "ITEM#\0",
    "ITEM#\u{10ffff}",
    "ITEM$",
    "ITEM\"",
    "ITEMS#a#b",
    "ITEM#a",
    "ITEM#a\0",
    "ITEM#a#\0",
    "ITEM#a#\u{10ffff}",
    "ITEM#a\u{10ffff}",
    "ITEM#a#b\0",
    "É#",
    "É#\u{10ffff}",
    "É",
    "É$",
];

fn part(random: &mut Random) -> String {
    (0..=random.below(2)).map(|_| *random.pick(&CHARS)).collect()
}

/// A condition on the next part.
#[derive(Debug, Clone)]
enum Condition {
    Eq(String),
    Prefix(String),
    /// Each end with whether it is in the range.
    Range(Option<(String, bool)>, Option<(String, bool)>),
}

impl Condition {
    fn any(random: &mut Random) -> Self {
        let mut end =
            |chance| (random.below(3) < chance).then(|| (part(random), random.below(2) == 0));
        match (end(2), end(2)) {
            (None, None) => match random.below(2) {
                0 => Self::Eq(part(random)),
                _ => Self::Prefix(part(random)),
            },
            (low, high) => Self::Range(low, high),
        }
    }

    fn apply<E: FromItem, S>(&self, query: Query<E, Primary, S>) -> Query<E, Primary, S>
    where
        S: NextPart<Part = String>,
        for<'a> &'a String: IntoPart<S::Part>,
    {
        match self {
            Self::Eq(value) => query.sort_eq(value),
            Self::Prefix(text) => query.sort_begins_with(text),
            Self::Range(low, high) => {
                let query = match low {
                    Some((low, true)) => query.sort_ge(low),
                    Some((low, false)) => query.sort_gt(low),
                    None => query,
                };
                match high {
                    Some((high, true)) => query.sort_le(high),
                    Some((high, false)) => query.sort_lt(high),
                    None => query,
                }
            }
        }
    }

    /// Whether a part fits. A part compares with the literal after it.
    fn fits(&self, part: &str, after: &str) -> bool {
        let compare = |value: &str| [part, after].concat().cmp(&[value, after].concat());
        match self {
            Self::Eq(value) => part == value,
            Self::Prefix(text) => part.starts_with(text.as_str()),
            Self::Range(low, high) => {
                low.as_ref()
                    .is_none_or(|(low, closed)| compare(low).is_gt() || *closed && part == low)
                    && high.as_ref().is_none_or(|(high, closed)| {
                        compare(high).is_lt() || *closed && part == high
                    })
            }
        }
    }
}

/// Items, sorted by their keys, among foreign ones.
async fn stored<M: Parts>(db: &Dynamo, random: &mut Random) -> Vec<M> {
    for sk in FOREIGN {
        put_raw::<M>(
            db,
            attributes([
                ("pk", s("P#00000000000000000001")),
                ("sk", s(sk)),
                ("type", s("FOREIGN")),
            ]),
        )
        .await;
    }
    let mut ones: Vec<String> = (0..12).map(|_| part(random)).collect();
    ones.push("a".into());
    let pairs: BTreeSet<(String, String)> =
        (0..110).map(|_| (random.pick(&ones).clone(), part(random))).collect();
    let mut items: Vec<M> = pairs.iter().map(|(one, two)| M::of(one, two)).collect();
    items.sort_by_key(M::text);
    for (one, two) in &pairs {
        M::of(one, two).save().send(db).await.unwrap();
    }
    items
}

macro_rules! conditions {
    ($test:ident: $model:ident, $between:literal, $after:literal) => {
        #[tokio::test]
        async fn $test() {
            let (_, db) = table::<$model>().await;
            let mut random = Random::new(stringify!($model).len() as u64);
            let items: Vec<$model> = stored(&db, &mut random).await;
            for round in 0..60 {
                let condition = Condition::any(&mut random);
                let expected: Vec<_> =
                    items.iter().filter(|item| condition.fits(item.one(), $between)).collect();
                let case = format!("round {round}, first part, {condition:?}");
                let found = condition.apply($model::query(1)).all(&db).await.unwrap();
                assert!(
                    found.iter().eq(expected.iter().copied()),
                    "{case}: {found:?} instead of {expected:?}"
                );
                let mut backwards =
                    condition.apply($model::query(1)).reverse().all(&db).await.unwrap();
                backwards.reverse();
                assert_eq!(backwards, found, "{case}, backwards");
                assert_eq!(
                    condition.apply($model::query(1)).count(&db).await.unwrap(),
                    found.len() as u64,
                    "{case}"
                );

                let one = random.pick(&items).one().to_owned();
                let expected: Vec<_> = items
                    .iter()
                    .filter(|item| item.one() == one && condition.fits(item.two(), $after))
                    .collect();
                let case = format!("round {round}, last part, {condition:?}");
                let found = condition.apply($model::query((1, &one))).all(&db).await.unwrap();
                assert!(
                    found.iter().eq(expected.iter().copied()),
                    "{case}: {found:?} instead of {expected:?}"
                );
                let whole: Vec<_> = items.iter().filter(|item| item.one() == one).collect();
                assert_eq!(
                    $model::query((1, &one)).count(&db).await.unwrap(),
                    whole.len() as u64,
                    "{case}, without a condition"
                );
            }
        }
    };
}

conditions!(parts_between_delimiters_compare_as_parts: Plain, "#", "");
conditions!(a_literal_at_the_end_changes_nothing: Closed, "#", "#END");
conditions!(literals_beyond_ascii_change_nothing: Worded, "#X#", "");
conditions!(a_template_may_begin_with_a_part: Bare, "#", "");

#[tokio::test]
async fn a_template_may_be_one_part() {
    let (_, db) = table::<Lone>().await;
    let mut random = Random::new(5);
    for sk in FOREIGN {
        put_raw::<Lone>(
            &db,
            attributes([
                ("pk", s("P#00000000000000000001")),
                ("sk", s(sk)),
                ("type", s("FOREIGN")),
            ]),
        )
        .await;
    }
    let ones: BTreeSet<String> = (0..100)
        .map(|_| part(&mut random))
        .filter(|one| !FOREIGN.contains(&one.as_str()))
        .collect();
    let items: Vec<Lone> = ones.iter().map(|one| Lone { group: 1, one: one.clone() }).collect();
    for item in &items {
        item.clone().create().send(&db).await.unwrap();
    }
    for round in 0..60 {
        let condition = Condition::any(&mut random);
        let expected: Vec<_> = items.iter().filter(|item| condition.fits(&item.one, "")).collect();
        let found = condition.apply(Lone::query(1)).all(&db).await.unwrap();
        assert!(
            found.iter().eq(expected.iter().copied()),
            "round {round}, {condition:?}: {found:?} instead of {expected:?}"
        );
        let mut backwards = condition.apply(Lone::query(1)).reverse().all(&db).await.unwrap();
        backwards.reverse();
        assert_eq!(backwards, found, "round {round}, {condition:?}, backwards");
    }
    let one = &items[7].one;
    assert_eq!(Lone::query((1, one)).all(&db).await.unwrap(), [items[7].clone()]);
}
