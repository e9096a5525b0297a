//! GitHub: a repository with its issues, pull requests and stars, which share the numbers (the `DynamoDB` Book, chapter 21).

use dynamorph::prelude::*;
use dynamorph::{Error, Rest};
use serde::{Deserialize, Serialize};

use crate::contract::pages::paged;
use crate::contract::support::{get_raw, s, table};

#[derive(Table)]
#[table(name = "GitHubTable", partition_key = "PK", sort_key = "SK", discriminator = "Type")]
#[table(index(name = "GSI1", partition_key = "GSI1PK", sort_key = "GSI1SK"))]
#[table(index(name = "GSI2", partition_key = "GSI2PK", sort_key = "GSI2SK"))]
struct GitHubTable;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = GitHubTable, entity = "Repo", pk = "REPO#{owner}#{name}", sk = "REPO#{owner}#{name}")]
#[dynamo(index(
    GSI1,
    query = "with_pull_requests",
    pk = "REPO#{owner}#{name}",
    sk = "REPO#{owner}#{name}"
))]
#[dynamo(index(GSI2, query = "of_owner", pk = "ACCOUNT#{owner}", sk = "#{updated_at}"))]
struct Repo {
    owner: String,
    name: String,
    updated_at: String,
    description: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = GitHubTable, entity = "Issue", pk = "REPO#{owner}#{name}", sk = "ISSUE#{number}")]
struct Issue {
    owner: String,
    name: String,
    number: u32,
    title: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = GitHubTable, entity = "PullRequest", pk = "PR#{owner}#{name}#{number}", sk = "PR#{owner}#{name}#{number}")]
#[dynamo(index(GSI1, query = "of_repo", pk = "REPO#{owner}#{name}", sk = "PR#{number}"))]
struct PullRequest {
    owner: String,
    name: String,
    number: u32,
    title: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DynamoModel)]
#[dynamo(table = GitHubTable, entity = "Star", pk = "REPO#{owner}#{name}", sk = "STAR#{user}")]
struct Star {
    owner: String,
    name: String,
    user: String,
}

dynamorph::register! {
    #[derive(Debug, Clone, PartialEq)]
    enum GitHub in GitHubTable { Repo, Issue, PullRequest, Star }
}

fn repo(name: &str, updated_at: &str) -> Repo {
    Repo {
        owner: "rust-lang".into(),
        name: name.into(),
        updated_at: updated_at.into(),
        description: None,
    }
}

/// Issues have the odd numbers to 199, pull requests the even ones.
async fn github() -> dynamorph::Dynamo {
    let (_, db) = table::<GitHub>().await;
    for (name, updated_at) in
        [("rust", "2026-11-20"), ("rustc", "2026-11-21"), ("cargo", "2026-11-19")]
    {
        repo(name, updated_at).create().send(&db).await.unwrap();
        for user in ["ann", "bob"] {
            Star { owner: "rust-lang".into(), name: name.into(), user: user.into() }
                .create()
                .send(&db)
                .await
                .unwrap();
        }
    }
    for number in 1..=60 {
        let (owner, name, title) =
            ("rust-lang".to_owned(), "rust".to_owned(), format!("No. {number}"));
        if number % 2 == 1 {
            Issue { owner, name, number, title }.create().send(&db).await.unwrap();
        } else {
            PullRequest { owner, name, number, title }.create().send(&db).await.unwrap();
        }
    }
    db
}

const RUST: (&str, &str) = ("rust-lang", "rust");

#[tokio::test]
async fn a_repository_and_its_newest_issues_are_one_query() {
    let db = github().await;

    let (repo, issues, rest): (Option<Repo>, Vec<Issue>, Rest<GitHub>) =
        GitHub::query(Repo::partition(RUST))
            .sort_le("REPO#rust-lang#rust")
            .reverse()
            .limit(11)
            .group(&db)
            .await
            .unwrap();

    assert_eq!(repo.unwrap().updated_at, "2026-11-20");
    assert_eq!(
        issues.iter().map(|issue| issue.number).collect::<Vec<_>>(),
        [59, 57, 55, 53, 51, 49, 47, 45, 43, 41]
    );
    assert_eq!(rest.0, []);

    let (repo, stars): (Vec<Repo>, Vec<Star>) =
        GitHub::query(Repo::partition(RUST)).sort_ge("REPO#").group(&db).await.unwrap();
    assert_eq!((repo.len(), stars.len()), (1, 2));
}

#[tokio::test]
async fn numbers_sort_as_numbers() {
    let db = github().await;

    let numbers: Vec<_> =
        Issue::query(RUST).all(&db).await.unwrap().into_iter().map(|issue| issue.number).collect();
    assert!(numbers.iter().copied().eq((1..=59).step_by(2)));
    assert_eq!(Issue::query(RUST).sort_between(9, 21).count(&db).await.unwrap(), 7);
    assert_eq!(Issue::query(RUST).sort_gt(9).sort_lt(21).count(&db).await.unwrap(), 5);
    assert_eq!(Issue::get((RUST.0, RUST.1, 7)).one(&db).await.unwrap().title, "No. 7");
    assert!(Issue::get((RUST.0, RUST.1, 8)).send(&db).await.unwrap().is_none());
    let key = [("PK", s("REPO#rust-lang#rust")), ("SK", s("ISSUE#00000000000000000007"))];
    assert!(get_raw::<GitHub, 2>(&db, key).await.is_some());
}

#[tokio::test]
async fn pull_requests_are_listed_by_the_index_of_their_repository() {
    let db = github().await;

    let pages = paged(&db, || PullRequest::of_repo(RUST).reverse().limit(7)).await;
    let numbers: Vec<_> =
        pages.into_iter().flat_map(|page| page.items).map(|request| request.number).collect();
    assert!(numbers.into_iter().eq((2..=60).rev().step_by(2)));
    let (repo, newest): (Option<Repo>, Vec<PullRequest>) =
        GitHub::query(Repo::WITH_PULL_REQUESTS.partition(RUST))
            .reverse()
            .limit(4)
            .group(&db)
            .await
            .unwrap();
    assert_eq!((repo.unwrap().name, newest.len()), ("rust".into(), 3));
    assert_eq!(PullRequest::get(("rust-lang", "rust", 2)).one(&db).await.unwrap().title, "No. 2");
    assert_eq!(PullRequest::of_repo(("rust-lang", "rustc")).count(&db).await.unwrap(), 0);
}

#[tokio::test]
async fn the_repositories_of_an_account_are_sorted_by_their_last_change() {
    let db = github().await;

    let names = |repos: Vec<Repo>| repos.into_iter().map(|repo| repo.name).collect::<Vec<_>>();
    assert_eq!(
        names(Repo::of_owner("rust-lang").reverse().all(&db).await.unwrap()),
        ["rustc", "rust", "cargo"]
    );
    repo("cargo", "2026-11-22").save().send(&db).await.unwrap();
    assert_eq!(
        names(Repo::of_owner("rust-lang").reverse().limit(1).all(&db).await.unwrap()),
        ["cargo"]
    );
    assert_eq!(
        Repo::of_owner("rust-lang").sort_begins_with("2026-11-2").count(&db).await.unwrap(),
        3
    );
    assert_eq!(Repo::get(RUST).one(&db).await.unwrap(), repo("rust", "2026-11-20"));
}

#[tokio::test]
async fn a_number_is_given_once_and_a_star_too() {
    let db = github().await;
    let again =
        Issue { owner: RUST.0.into(), name: RUST.1.into(), number: 7, title: "again".into() };

    let error = again.create().send(&db).await.unwrap_err();
    assert_eq!(error.current::<Issue>().unwrap().unwrap().title, "No. 7");
    let star = || Star { owner: RUST.0.into(), name: RUST.1.into(), user: "ann".into() };
    assert!(matches!(star().create().send(&db).await, Err(Error::ConditionFailed(_))));
    Star::delete(&star()).send(&db).await.unwrap();
    assert_eq!(Star::query(RUST).all(&db).await.unwrap().len(), 1);
    star().create().send(&db).await.unwrap();
}
