//! Names, and what serde leaves out.

use std::collections::BTreeSet;

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use super::paths::matrix;

/// A struct and an enum under one rule.
macro_rules! cased {
    ($($rule:literal $name:ident $variants:ident;)*) => {$(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
        #[serde(rename_all = $rule)]
        struct $name {
            created_by_id: BTreeSet<u8>,
            #[serde(rename = "as is")]
            renamed: Vec<u8>,
        }

        impl $name {
            fn new() -> Self {
                Self { created_by_id: BTreeSet::from([1]), renamed: vec![1] }
            }
        }

        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoMap)]
        #[serde(rename_all = $rule, rename_all_fields = $rule)]
        enum $variants {
            PaidByCard { card_tags: BTreeSet<u8> },
        }

        impl $variants {
            fn new() -> Self {
                Self::PaidByCard { card_tags: BTreeSet::from([1]) }
            }
        }
    )*};
}
cased! {
    "lowercase" Lower LowerVariants;
    "UPPERCASE" Upper UpperVariants;
    "PascalCase" Pascal PascalVariants;
    "camelCase" Camel CamelVariants;
    "snake_case" Snake SnakeVariants;
    "SCREAMING_SNAKE_CASE" Screaming ScreamingVariants;
    "kebab-case" Kebab KebabVariants;
    "SCREAMING-KEBAB-CASE" ScreamingKebab ScreamingKebabVariants;
}

fn seven() -> BTreeSet<u8> {
    BTreeSet::from([7])
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference to the field")]
fn is_empty(value: &u8) -> bool {
    *value == 0
}

/// Text in, a number of its length out.
mod as_length {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ptr_arg, reason = "serde hands over a reference to the field")]
    pub(super) fn serialize<S: Serializer>(
        text: &String,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(text.len() as u64)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<String, D::Error> {
        Ok("x".repeat(usize::deserialize(deserializer)?))
    }
}

matrix! {
    lowercase: Lower = Lower::new() => { "v": { "M": { "created_by_id": { "NS": ["1"] }, "as is": { "B": "AQ==" } } } };
    uppercase: Upper = Upper::new() => { "v": { "M": { "CREATED_BY_ID": { "NS": ["1"] }, "as is": { "B": "AQ==" } } } };
    pascal: Pascal = Pascal::new() => { "v": { "M": { "CreatedById": { "NS": ["1"] }, "as is": { "B": "AQ==" } } } };
    camel: Camel = Camel::new() => { "v": { "M": { "createdById": { "NS": ["1"] }, "as is": { "B": "AQ==" } } } };
    snake: Snake = Snake::new() => { "v": { "M": { "created_by_id": { "NS": ["1"] }, "as is": { "B": "AQ==" } } } };
    screaming: Screaming = Screaming::new() => { "v": { "M": { "CREATED_BY_ID": { "NS": ["1"] }, "as is": { "B": "AQ==" } } } };
    kebab: Kebab = Kebab::new() => { "v": { "M": { "created-by-id": { "NS": ["1"] }, "as is": { "B": "AQ==" } } } };
    screaming_kebab: ScreamingKebab = ScreamingKebab::new() => { "v": { "M": { "CREATED-BY-ID": { "NS": ["1"] }, "as is": { "B": "AQ==" } } } };

    lowercase_variants: LowerVariants = LowerVariants::new() => { "v": { "M": { "paidbycard": { "M": { "card_tags": { "NS": ["1"] } } } } } };
    uppercase_variants: UpperVariants = UpperVariants::new() => { "v": { "M": { "PAIDBYCARD": { "M": { "CARD_TAGS": { "NS": ["1"] } } } } } };
    pascal_variants: PascalVariants = PascalVariants::new() => { "v": { "M": { "PaidByCard": { "M": { "CardTags": { "NS": ["1"] } } } } } };
    camel_variants: CamelVariants = CamelVariants::new() => { "v": { "M": { "paidByCard": { "M": { "cardTags": { "NS": ["1"] } } } } } };
    snake_variants: SnakeVariants = SnakeVariants::new() => { "v": { "M": { "paid_by_card": { "M": { "card_tags": { "NS": ["1"] } } } } } };
    screaming_variants: ScreamingVariants = ScreamingVariants::new() => { "v": { "M": { "PAID_BY_CARD": { "M": { "CARD_TAGS": { "NS": ["1"] } } } } } };
    kebab_variants: KebabVariants = KebabVariants::new() => { "v": { "M": { "paid-by-card": { "M": { "card-tags": { "NS": ["1"] } } } } } };
    screaming_kebab_variants: ScreamingKebabVariants = ScreamingKebabVariants::new() => { "v": { "M": { "PAID-BY-CARD": { "M": { "CARD-TAGS": { "NS": ["1"] } } } } } };

    #[serde(rename = "w w")]
    renamed: Vec<u8> = vec![1] => { "w w": { "B": "AQ==" } };
    #[serde(alias = "old")]
    aliased: BTreeSet<u8> = seven() => { "v": { "NS": ["7"] } };
    #[serde(default = "seven")]
    empty_set_over_a_default: BTreeSet<u8> = BTreeSet::new() => {};
    #[serde(skip)]
    skipped [otherwise]: Vec<u8> = Vec::new() => {};
    #[serde(default, skip_serializing_if = "is_empty")]
    skipped_if_empty [otherwise]: u8 = 0 => {};
    #[serde(with = "as_length")]
    with: String = "xxx".to_owned() => { "v": { "N": "3" } };
    #[serde(skip_deserializing)]
    written_only [otherwise]: BTreeSet<u8> = BTreeSet::new() => {};
}
