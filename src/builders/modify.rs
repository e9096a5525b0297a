//! Read, change, write the difference: again where another writer was faster.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;

use super::refusal::{Asked, refusal};
use super::sinks::One;
use super::write;
use super::{Get, ModelOps as _};
use crate::client::{Backoff, Dynamo, Refusal, WriteVerb, Written};
use crate::error::{Context, Error, InvalidRequest, KeyError, Result};
