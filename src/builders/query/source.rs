//! What a query reads.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;

use super::plan::Plan;
use crate::builders::read::{Place, Request, SetupError, Source};
use crate::client::Customize;
use crate::error::KeyError;
use crate::expression::SortConditions;
use crate::operation::{Query, Read};

/// The items of one partition that the sort conditions leave.
pub(in crate::builders) struct QuerySource {
    pub(super) plan: Result<Plan, KeyError>,
    pub(super) conditions: SortConditions,
    pub(super) is_reverse: bool,
    pub(super) customize: Option<Customize<QueryFluentBuilder>>,
}

impl QuerySource {
    pub(super) fn new(plan: Result<Plan, KeyError>) -> Self {
        Self { plan, conditions: SortConditions::default(), is_reverse: false, customize: None }
    }

    fn plan(&self) -> Result<&Plan, SetupError> {
        self.plan.as_ref().map_err(|error| error.clone().into())
    }
}

impl Source for QuerySource {
    const OPERATION: &'static str = "Query";

    fn is_whole(&self) -> bool {
        !self.conditions.is_set() && self.plan.as_ref().is_ok_and(|plan| plan.is_whole)
    }

    fn place(&self) -> Result<Place, SetupError> {
        Ok(self.plan()?.place)
    }

    fn request(&self, read: Read) -> Result<Request, SetupError> {
        let key = self.plan()?.condition(&self.conditions)?;
        let query = Query { read, key, is_reverse: self.is_reverse };
        Ok(Request::Query(query, self.customize.clone()))
    }
}
