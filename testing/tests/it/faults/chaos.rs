//! Faults by a seed.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynamorph_testing::{Fault, Faulty, Requests};

use super::support::{TABLE, faulty, is_stored, put, put_request};

fn limited(faulty: &Faulty) -> Client {
    let limits = TimeoutConfig::builder().operation_timeout(Duration::from_secs(5)).build();
    let config = faulty.config().retry_config(RetryConfig::disabled()).timeout_config(limits);
    Client::from_conf(config.build())
}

/// So many puts, by one client that sends each once.
async fn chaotic(seed: u64, rate: f64, puts: u32) -> Requests {
    let (_, faulty) = faulty().await;
    faulty.chaos(seed, rate);
    let client = limited(&faulty);
    for sort in 0..puts {
        let _ = put(&client, &sort.to_string()).await;
    }
    faulty.requests()
}

fn shown(requests: &Requests) -> Vec<String> {
    requests.iter().map(|request| format!("{:?}", request.fault())).collect()
}

#[tokio::test(start_paused = true)]
async fn a_seed_is_the_same_faults_each_time_and_another_seed_others() {
    let (first, again) = (chaotic(7, 0.5, 60).await, chaotic(7, 0.5, 60).await);
    let other = chaotic(8, 0.5, 60).await;

    assert_eq!(shown(&first), shown(&again));
    assert_ne!(shown(&first), shown(&other));
}

#[tokio::test(start_paused = true)]
async fn a_rate_is_kept_and_half_of_the_faults_are_applied() {
    let requests = chaotic(1, 0.25, 400).await;
    let failed = requests.failed();
    let applied = failed.iter().filter(|request| request.fault().is_some_and(Fault::is_applied));

    assert!((75..125).contains(&failed.len()), "{} of 400", failed.len());
    let share = applied.count() * 100 / failed.len();
    assert!((35..60).contains(&share), "{share} %");
    assert!(chaotic(1, 0.0, 200).await.failed().is_empty());
    assert_eq!(chaotic(1, 1.0, 200).await.failed().len(), 200);
}

#[tokio::test(start_paused = true)]
async fn every_fault_is_met_by_the_operations_that_can_meet_it() {
    let (_, faulty) = faulty().await;
    faulty.chaos(3, 1.0);
    let client = limited(&faulty);
    for sort in 0..250 {
        let sort = sort.to_string();
        let _ = put(&client, &sort).await;
        let batch = client.batch_write_item().request_items(TABLE, vec![put_request(&sort)]);
        let _ = batch.send().await;
    }
    let requests = faulty.requests();
    let has_met = |operation: &str, fault: &Fault| {
        requests.of(operation).iter().any(|request| request.fault() == Some(fault))
    };
    for fault in Fault::all() {
        let of_batches = fault == Fault::some_unprocessed();
        let of_single_writes = fault == Fault::conflict();
        let of_transactions = fault == Fault::in_progress();
        assert_eq!(has_met("PutItem", &fault), !of_batches && !of_transactions, "{fault:?}");
        let is_any = !of_single_writes && !of_transactions;
        assert_eq!(has_met("BatchWriteItem", &fault), is_any, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_stored_is_what_was_done_under_any_seed() {
    for seed in 0..30 {
        let (engine, faulty) = faulty().await;
        faulty.chaos(seed, 0.6);
        let client = limited(&faulty);
        for sort in 0..10 {
            let sort = sort.to_string();
            let _ = put(&client, &sort).await;

            let sent = &faulty.take_requests()[0];
            let is_done = sent.fault().is_none_or(Fault::is_applied);
            assert_eq!(is_stored(&engine, &sort).await, is_done, "seed {seed}, {sent:?}");
        }
    }
}
