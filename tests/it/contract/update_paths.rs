//! Actions on lists and on what is inside of attributes: members, values of maps, elements.

use dynamorph::prelude::*;

use super::update_actions::{Account, Inner, assert_does, line, list};

#[tokio::test]
async fn lists_grow_at_one_end() {
    assert_does(vec![
        (
            "append",
            |u| u.append(Account::LOG, list(&["y", "z"])),
            |a| a.log = Some(list(&["x", "y", "z"])),
        ),
        (
            "prepend",
            |u| u.prepend(Account::LOG, list(&["y", "z"])),
            |a| a.log = Some(list(&["y", "z", "x"])),
        ),
        (
            "append to nothing",
            |u| u.append(Account::OTHER_LOG, list(&["y"])),
            |a| a.other_log = Some(list(&["y"])),
        ),
        (
            "prepend to nothing",
            |u| u.prepend(Account::OTHER_LOG, list(&["y"])),
            |a| a.other_log = Some(list(&["y"])),
        ),
        (
            "two appends",
            |u| u.append(Account::LOG, list(&["y"])).append(Account::LOG, list(&["z"])),
            |a| {
                a.log = Some(list(&["x", "y", "z"]));
            },
        ),
        (
            "two prepends",
            |u| u.prepend(Account::LOG, list(&["y"])).prepend(Account::LOG, list(&["z"])),
            |a| {
                a.log = Some(list(&["z", "y", "x"]));
            },
        ),
        (
            "two lists",
            |u| u.append(Account::LOG, list(&["y"])).prepend(Account::OTHER_LOG, list(&["z"])),
            |a| {
                a.log = Some(list(&["x", "y"]));
                a.other_log = Some(list(&["z"]));
            },
        ),
        (
            "structs",
            |u| u.append(Account::LINES, [line(3)]),
            |a| a.lines.as_mut().unwrap().push(line(3)),
        ),
        (
            "nothing",
            |u| u.append(Account::LOG, []).prepend(Account::LOG, []).set(Account::VISITS, 1),
            |a| a.visits = 1,
        ),
    ])
    .await;
}

#[tokio::test]
async fn remove_takes_attributes_members_and_elements() {
    assert_does(vec![
        ("an attribute", |u| u.remove(Account::NOTE), |a| a.note = None),
        ("a set", |u| u.remove(Account::TAGS), |a| a.tags.clear()),
        ("an absent attribute", |u| u.remove(Account::POINTS), |_| {}),
        (
            "a value of a map",
            |u| u.remove(Account::MAP.key("a.b")),
            |a| {
                a.map.as_mut().unwrap().remove("a.b");
            },
        ),
        ("no value of a map", |u| u.remove(Account::MAP.key("z")), |_| {}),
        ("an element", |u| u.remove(Account::LINES.at(0)), |a| a.lines = Some(vec![line(2)])),
        (
            "every element",
            |u| u.remove(Account::LINES.at(0)).remove(Account::LINES.at(1)),
            |a| a.lines = Some(vec![]),
        ),
        ("no element", |u| u.remove(Account::LINES.at(9)), |_| {}),
        ("an optional member", |u| u.remove(Account::INNER.dot(Inner::NOTE)), |_| {}),
    ])
    .await;
}

#[tokio::test]
async fn paths_lead_inside() {
    assert_does(vec![
        ("a member", |u| u.set(Account::INNER.dot(Inner::COUNT), 5), |a| a.inner = Some(line(5))),
        (
            "a member of an element",
            |u| u.set(Account::LINES.at(1).dot(Inner::COUNT), 5),
            |a| {
                a.lines = Some(vec![line(1), line(5)]);
            },
        ),
        (
            "an optional member",
            |u| u.set(Account::LINES.at(0).dot(Inner::NOTE), Some("m".to_owned())),
            |a| {
                a.lines.as_mut().unwrap()[0].note = Some("m".into());
            },
        ),
        ("an element", |u| u.set(Account::LOG.at(0), "y"), |a| a.log = Some(list(&["y"]))),
        ("past the end", |u| u.set(Account::LOG.at(7), "y"), |a| a.log = Some(list(&["x", "y"]))),
        (
            "a value of a map",
            |u| u.set(Account::MAP.key("a.b"), 9),
            |a| {
                a.map.as_mut().unwrap().insert("a.b".into(), 9);
            },
        ),
        (
            "a new value of a map",
            |u| u.set(Account::MAP.key("a"), 9),
            |a| {
                a.map.as_mut().unwrap().insert("a".into(), 9);
            },
        ),
        (
            "a nested sum",
            |u| u.increment(Account::INNER.dot(Inner::COUNT), 2),
            |a| a.inner = Some(line(3)),
        ),
        (
            "a nested default",
            |u| u.set_if_not_exists(Account::MAP.key("z"), 1),
            |a| {
                a.map.as_mut().unwrap().insert("z".into(), 1);
            },
        ),
        (
            "two members",
            |u| u.set(Account::MAP.key("k"), 5).set(Account::MAP.key("z"), 6),
            |a| {
                a.map.as_mut().unwrap().extend([("k".into(), 5), ("z".into(), 6)]);
            },
        ),
        (
            "untyped",
            |u| u.set(attr("inner.count"), 5).remove(attr("map.k")).increment(attr("visits"), 1),
            |a| {
                a.inner = Some(line(5));
                a.map.as_mut().unwrap().remove("k");
                a.visits = 4;
            },
        ),
    ])
    .await;
}
