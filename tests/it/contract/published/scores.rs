//! `GameScores`, the table of AWS's developer guide: stand-alone, with an index of the best players of a game by number.

use dynamorph::prelude::*;
use serde::{Deserialize, Serialize};

use crate::contract::pages::paged;
use crate::contract::support::{get_raw, n, s, table};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = "GameScores")]
#[dynamo(index(GameTitleIndex, query = "by_game", partition_key = game_title, sort_key = top_score))]
#[serde(rename_all = "PascalCase")]
struct GameScore {
    #[dynamo(partition_key)]
    user_id: u32,
    #[dynamo(sort_key)]
    game_title: String,
    top_score: Option<i64>,
    wins: u32,
    losses: u32,
}

fn score(user_id: u32, game_title: &str, top_score: Option<i64>) -> GameScore {
    GameScore { user_id, game_title: game_title.into(), top_score, wins: user_id, losses: 0 }
}

async fn scores() -> dynamorph::Dynamo {
    let (_, db) = table::<GameScore>().await;
    for (user, top) in [(101, 5842), (102, 1000), (103, 24), (104, 0), (105, -5), (106, 1000)] {
        score(user, "Galaxy Invaders", Some(top)).create().send(&db).await.unwrap();
    }
    score(101, "Meteor Blasters", Some(2317)).create().send(&db).await.unwrap();
    score(101, "Starship X", None).create().send(&db).await.unwrap();
    db
}

#[tokio::test]
async fn the_best_players_of_a_game_come_first() {
    let db = scores().await;
    let query = || GameScore::by_game("Galaxy Invaders");

    let best: Vec<_> = query()
        .reverse()
        .limit(3)
        .all(&db)
        .await
        .unwrap()
        .into_iter()
        .map(|score| score.top_score.unwrap())
        .collect();
    assert_eq!(best, [5842, 1000, 1000]);
    assert_eq!(query().sort_gt(0).count(&db).await.unwrap(), 4);
    assert_eq!(query().sort_gt(-5).sort_lt(1000).count(&db).await.unwrap(), 2);
    assert_eq!(query().sort_eq(1000).count(&db).await.unwrap(), 2);
    let pages = paged(&db, || query().reverse().limit(1)).await;
    let mut users: Vec<_> =
        pages.into_iter().flat_map(|page| page.items).map(|score| score.user_id).collect();
    users.sort_unstable();
    assert_eq!(users, [101, 102, 103, 104, 105, 106], "two players share a score");
}

#[tokio::test]
async fn a_game_without_a_score_is_in_the_table_only() {
    let db = scores().await;

    assert_eq!(GameScore::query(101).count(&db).await.unwrap(), 3);
    assert_eq!(GameScore::by_game("Starship X").count(&db).await.unwrap(), 0);
    let stored =
        get_raw::<GameScore, 2>(&db, [("UserId", n("101")), ("GameTitle", s("Starship X"))])
            .await
            .unwrap();
    assert!(
        !stored.contains_key("TopScore") && !stored.contains_key("Type"),
        "{:?}",
        stored.keys()
    );
    score(101, "Starship X", Some(9)).save().send(&db).await.unwrap();
    assert_eq!(GameScore::by_game("Starship X").one(&db).await.unwrap().top_score, Some(9));
}

#[tokio::test]
async fn the_games_of_a_player_are_sorted_by_title() {
    let db = scores().await;

    let titles = |scores: Vec<GameScore>| {
        scores.into_iter().map(|score| score.game_title).collect::<Vec<_>>()
    };
    assert_eq!(
        titles(GameScore::query(101).sort_ge("M").all(&db).await.unwrap()),
        ["Meteor Blasters", "Starship X"]
    );
    assert_eq!(
        titles(GameScore::query(101).sort_begins_with("Ga").all(&db).await.unwrap()),
        ["Galaxy Invaders"]
    );
    assert_eq!(GameScore::get((103, "Galaxy Invaders")).one(&db).await.unwrap().wins, 103);
}
