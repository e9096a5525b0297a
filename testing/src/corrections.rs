//! Answers in which the engine differs from the service and that are put right here.
//!
//! Each looks before or after the engine's own call; the caller holds the engine's turn, so nothing happens in between.

use dynoxide::actions::describe_table::DescribeTableRequest;
use dynoxide::actions::describe_time_to_live::DescribeTimeToLiveRequest;
use dynoxide::actions::get_item::GetItemRequest;
use dynoxide::actions::scan::{ScanRequest, ScanResponse};
use dynoxide::actions::transact_get_items::{
    TransactGet, TransactGetItemsRequest, TransactGetItemsResponse,
};
use dynoxide::actions::update_item::{UpdateItemRequest, UpdateItemResponse};
use dynoxide::actions::update_time_to_live::{UpdateTimeToLiveRequest, UpdateTimeToLiveResponse};
use dynoxide::{Database, DynoxideError, Result};

/// The engine answers an update that asks for the old item and creates one with the key, as if there had been such an item; the
/// service answers without attributes.
pub(crate) fn update_item(
    database: &Database,
    request: UpdateItemRequest,
) -> Result<UpdateItemResponse> {
    if request.return_values.as_deref() != Some("ALL_OLD") {
        return database.update_item(request);
    }
    let before = database.get_item(GetItemRequest {
        table_name: request.table_name.clone(),
        key: request.key.clone(),
        ..GetItemRequest::default()
    });
    let mut response = database.update_item(request)?;
    if before.is_ok_and(|before| before.item.is_none()) {
        response.attributes = None;
    }
    Ok(response)
}

/// The engine lets time to live be enabled twice and be disabled where it is not enabled; the service refuses both.
pub(crate) fn update_time_to_live(
    database: &Database,
    request: UpdateTimeToLiveRequest,
) -> Result<UpdateTimeToLiveResponse> {
    let wanted = request.time_to_live_specification.enabled;
    let table_name = request.table_name.clone();
    // Where there is no such table, the update itself says so.
    if let Ok(now) = database.describe_time_to_live(DescribeTimeToLiveRequest { table_name }) {
        let enabled = now.time_to_live_description.time_to_live_status == "ENABLED";
        if enabled == wanted {
            let state = if enabled { "enabled" } else { "disabled" };
            return Err(DynoxideError::ValidationException(format!(
                "TimeToLive is already {state}"
            )));
        }
    }
    database.update_time_to_live(request)
}

/// The engine adds the key attributes to what a transactional read's projection names; the service does not.
pub(crate) fn transact_get_items(
    database: &Database,
    request: TransactGetItemsRequest,
) -> Result<TransactGetItemsResponse> {
    let unnamed: Vec<Vec<String>> =
        request.transact_items.iter().map(|item| unnamed_keys(&item.get)).collect();
    let mut response = database.transact_get_items(request)?;
    for (response, unnamed) in response.responses.iter_mut().zip(unnamed) {
        if let Some(item) = &mut response.item {
            item.retain(|name, _| !unnamed.contains(name));
        }
    }
    Ok(response)
}

/// The engine answers a scan of a local index that asks for whole items with what the index holds; the service reads the rest from
/// the table, as the engine itself does in a query.
pub(crate) fn scan(database: &Database, request: ScanRequest) -> Result<ScanResponse> {
    let asks_whole = request.select.as_deref() == Some("ALL_ATTRIBUTES");
    let (table_name, index_name) = (request.table_name.clone(), request.index_name.clone());
    let mut response = database.scan(request)?;
    let Some(index) = index_name.filter(|_| asks_whole) else { return Ok(response) };
    let table =
        database.describe_table(DescribeTableRequest { table_name: table_name.clone() })?.table;
    let is_local = table
        .local_secondary_indexes
        .is_some_and(|indexes| indexes.iter().any(|local| local.index_name == index));
    for item in response.items.iter_mut().flatten().filter(|_| is_local) {
        let is_key =
            |name: &str| table.key_schema.iter().any(|element| element.attribute_name == name);
        let key = item.iter().filter(|(name, _)| is_key(name));
        let request = GetItemRequest {
            table_name: table_name.clone(),
            key: key.map(|(name, value)| (name.clone(), value.clone())).collect(),
            ..GetItemRequest::default()
        };
        if let Some(whole) = database.get_item(request)?.item {
            *item = whole;
        }
    }
    Ok(response)
}

/// The key attributes that a projection does not name. Empty without a projection: all attributes are asked for.
fn unnamed_keys(get: &TransactGet) -> Vec<String> {
    let Some(projection) = &get.projection_expression else { return Vec::new() };
    let named: Vec<&str> = projection
        .split(',')
        .filter_map(|path| path.trim().split(['.', '[']).next())
        .map(|name| {
            let known = get.expression_attribute_names.as_ref().and_then(|names| names.get(name));
            known.map_or(name, String::as_str)
        })
        .collect();
    get.key.keys().filter(|name| !named.contains(&name.as_str())).cloned().collect()
}
