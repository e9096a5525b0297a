//! One mistake a file: what the compiler says of it.

use std::fs;
use std::path::Path;

/// The folders of `tests/ui`: one a cause.
fn causes() -> Vec<String> {
    let entries = fs::read_dir("tests/ui").expect("the folder is there").flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut causes: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    causes.sort();
    causes
}

#[test]
fn mistakes_do_not_compile_and_the_message_says_the_fix() {
    let cases = trybuild::TestCases::new();
    for cause in causes() {
        let files = format!("tests/ui/{cause}/*.rs");
        if cause == "pass" { cases.pass(files) } else { cases.compile_fail(files) }
    }
}

/// The mistakes that users make most, and the words that help.
const ROWS: &[(&str, &[&str])] = &[
    (
        "key/missing_part",
        &[
            "`(Uuid, Date)` is not a key of `Order`",
            "the key of `Order` is `(Uuid, Date, Uuid)`",
            "give every part in template order (`OrderKey` names them), or an item by reference; a single part needs no tuple",
        ],
    ),
    (
        "batch/versioned_model",
        &[
            "`Customer` cannot be written in a batch",
            "`Customer` has a version or a unique attribute, and BatchWriteItem takes no conditions",
            "use `transact_write(..)`, or send each write by itself",
        ],
    ),
    (
        "batch/create",
        &["cannot be part of a write batch", "expected a `save` or a `delete` builder"],
    ),
    ("key/wrong_order", &["`(Uuid, Uuid, Date)` is not a key of `Order`"]),
    ("key/single_value", &["`Uuid` is not a key of `Order`"]),
    ("key/item_by_value", &["`Order` is not a key of `Order`", "consider borrowing here"]),
    (
        "query/wrong_type",
        &[
            "`&str` does not start a query of `Order`",
            "expected the partition key `(Uuid,)`, then none, some or all parts of the sort key `(Date, Uuid)`",
        ],
    ),
    (
        "query/sort_of_another_type",
        &[
            "`&str` does not fit a key part or set element of type `Date`",
            "expected `Date` or `&Date`",
        ],
    ),
    (
        "query/sort_on_unsorted_index",
        &[
            "this query has no sort key part left to compare",
            "the index has no sort key, or the query already fixes all its parts",
        ],
    ),
    ("query/sort_after_all_parts", &["this query has no sort key part left to compare"]),
    (
        "query/prefix_of_a_number",
        &[
            "`begins_with` does not work on `u64`",
            "`begins_with` needs a string or binary attribute",
        ],
    ),
    (
        "query/consistent_read_of_global_index",
        &["a global secondary index has no consistent reads", "not available on a `Gsi` query"],
    ),
    (
        "query/select_of_another_model",
        &["does not select attributes of `Order`", "expected a tuple of `Order`'s attributes"],
    ),
    (
        "query/consistent_scan_of_global_index",
        &["a global secondary index has no consistent reads"],
    ),
    (
        "group/model_of_another_table",
        &["`Reading` is not an entity of `Shop`", "list `Reading` in the `register!` of `Shop`"],
    ),
    (
        "group/widen_to_another_table",
        &["`Reading` is not an entity of `Shop`", "list `Reading` in the `register!` of `Shop`"],
    ),
    (
        "register/model_of_another_table",
        &["type mismatch resolving `<Reading as DynamoModel>::Table == ShopTable`"],
    ),
    ("register/two_entities_of_one_name", &["E0080", "share a name or an alias"]),
    ("register/unknown_policy", &["unknown items: use `_ => keep`, `_ => skip` or `_ => error`"]),
    ("index/unknown_index", &["E0080", "the table declares no index of this name"]),
    (
        "index/partition_key_of_local_index",
        &["a global index needs `pk = ..`, a local index must not have it"],
    ),
    (
        "key/float_in_template",
        &["`f64` cannot be part of a key template", "it has no text that keeps its order"],
    ),
    (
        "item/delete_of_an_item",
        &[
            "E0599",
            "this is an associated function, not a method",
            "use associated function syntax instead",
        ],
    ),
    ("item/moved", &["E0382", "borrow of moved value"]),
    ("item/unused_builder", &["that must be used", "sends nothing until `.send(&db)`"]),
    (
        "attribute/text_for_a_number",
        &[
            "`&str` cannot be compared with an attribute of type `Decimal`",
            "expected a value or an attribute of type `Decimal`",
        ],
    ),
    (
        "attribute/text_for_an_enum",
        &["`&str` cannot be compared with an attribute of type `Status`"],
    ),
    ("attribute/order_of_a_boolean", &["DynamoDB cannot order an attribute of type `bool`"]),
    (
        "attribute/filter_of_another_model",
        &[
            "`Condition<Customer>` is not a condition on `Order`",
            "expected a condition made of `Order`'s attributes, or of `attr(..)`",
        ],
    ),
    (
        "attribute/two_models_in_one_condition",
        &[
            "a condition on `Order` cannot be combined with a condition on `Customer`",
            "one condition reads one item",
        ],
    ),
    (
        "attribute/comparison_operator",
        &["E0369", "binary operation `>` cannot be applied to type `Attr<Order, Decimal>`"],
    ),
    ("attribute/logical_and", &["E0308", "expected `bool`, found `Condition<Order>`"]),
    (
        "attribute/member_of_another_struct",
        &["E0308", "expected `Attr<Address, _, _>`, found `Attr<LineItem, String>`"],
    ),
    (
        "attribute/set_of_a_key",
        &[
            "an update cannot set a `PrimaryKey` attribute",
            "DynamoDB cannot move an item, so delete it and create it under the new key",
        ],
    ),
    ("attribute/set_of_a_version", &["an update cannot set a `Managed` attribute"]),
    (
        "attribute/none_for_a_required_attribute",
        &[
            "cannot be assigned to an attribute of type `String`",
            "an `Option` may be assigned to an optional attribute only: `None` removes it",
        ],
    ),
    (
        "attribute/removal_of_a_required_attribute",
        &[
            "a `Required` attribute cannot be removed",
            "without this attribute the item would not decode",
            "make the field an `Option`, or",
        ],
    ),
    (
        "attribute/add_to_a_string",
        &[
            "ADD does not work on `String`",
            "ADD needs a number or a set",
            "use `.append(..)` for a list",
        ],
    ),
    ("attribute/no_patch", &["`NoPatch` is not a patch of `Order`", "derive `DynamoPatch`"]),
    (
        "attribute/unused_condition",
        &["that must be used", "a condition does nothing until a builder takes it"],
    ),
    (
        "transaction/get_in_a_write",
        &[
            "`Get<Order>` cannot be part of a write transaction",
            "expected a save, create, replace, upsert, update, delete or check builder",
        ],
    ),
    ("transaction/not_sent", &["a transaction sends nothing until `.send(&db)`"]),
];

#[test]
fn the_messages_hold_the_words_that_help() {
    for (case, words) in ROWS {
        let said = fs::read_to_string(format!("tests/ui/{case}.stderr")).expect(case);
        for words in *words {
            assert!(said.contains(words), "{case} does not say {words:?}");
        }
    }
}

#[test]
fn every_mistake_has_its_message_and_there_are_many() {
    let mut mistakes = 0;
    for cause in causes().iter().filter(|cause| *cause != "pass") {
        let files = fs::read_dir(Path::new("tests/ui").join(cause)).expect(cause).flatten();
        for file in files.map(|file| file.path()) {
            if file.extension().is_some_and(|extension| extension == "rs") {
                assert!(file.with_extension("stderr").exists(), "{}", file.display());
                mistakes += 1;
            }
        }
    }
    assert!(mistakes >= 40, "{mistakes}");
}
