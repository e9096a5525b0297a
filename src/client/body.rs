//! The bodies of requests and responses: items go in and come out as bytes, the rest is the SDK's.
//!
//! A handle's client has one interceptor, which serves all of its requests by the SDK's public hooks, and puts a parser of its own
//! before the SDK's. What a single request is about comes to it beside the request ([`BodySwap::send`]): an interceptor of its own for
//! each request would cost as much as the mapping.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::pin::Pin;
use std::sync::LazyLock;

use aws_sdk_dynamodb::config::interceptors::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents, SharedInterceptor};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::OutputOrError;
use aws_smithy_runtime_api::client::orchestrator::{
    HttpRequest, HttpResponse, OrchestratorError, SensitiveOutput,
};
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{FrozenLayer, Storable, StoreReplace};
use bytes::Bytes;

use super::attempts::AttemptLog;
use crate::codec::without_member;
use crate::error::Outcome;

/// What DynamoDB's JSON protocol calls itself.
const CONTENT_TYPE: &str = "application/x-amz-json";

/// Takes the whole body of an answer, and says what the SDK shall read in its place; nothing where that is the body itself.
pub(super) type Take = Box<dyn Fn(&[u8]) -> Option<Bytes> + Send + Sync>;

/// Swaps the items of one request in and out, notes its attempts, and sets its time limits.
pub(super) struct BodySwap {
    outgoing: Outgoing,
    /// Where its items are taken out by this crate.
    incoming: Option<Incoming>,
    /// Time limits in place of the client's.
    limits: Option<TimeoutConfig>,
}

/// The request under way.
struct Outgoing {
    attempts: AttemptLog,
    /// What is put before the members that the SDK wrote.
    splice: Option<Splice>,
    resend: Resend,
}

/// The answer that is waited for.
struct Incoming {
    take: Take,
    parser: &'static Parser,
}

/// A member of a request that the SDK did not write.
struct Splice {
    /// The object's opening and the member's name.
    opening: &'static [u8],
    value: Bytes,
    /// The SDK's own member of that name, which gives way.
    replaced: Option<&'static str>,
}

/// When the SDK may send a request again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resend {
    /// As its configuration says.
    Always,
    /// Unless the request may have been applied: twice would do more than once, or answer something else.
    Unambiguous,
    /// Not at all: the caller has a loop of its own.
    Never,
}

/// The SDK's parser of the answers of one operation.
pub(super) struct Parser(LazyLock<Option<FrozenLayer>>);

impl Parser {
    /// The parser in the operation's own configuration.
    pub(super) const fn of(config: fn() -> Option<FrozenLayer>) -> Self {
        Self(LazyLock::new(config))
    }

    fn parse(&self, response: &HttpResponse, config: &ConfigBag) -> OutputOrError {
        let parser = self.0.as_ref().and_then(|config| config.load::<SharedResponseDeserializer>());
        let parser = parser.ok_or_else(|| OrchestratorError::other(ForeignProtocol))?;
        parser.deserialize_nonstreaming_with_config(response, config)
    }
}

impl BodySwap {
    pub(super) fn new(attempts: AttemptLog) -> Self {
        let outgoing = Outgoing { attempts, splice: None, resend: Resend::Always };
        Self { outgoing, incoming: None, limits: None }
    }

    /// Hands the body of a successful answer to `take`, and what it leaves to the SDK's parser.
    pub(super) fn take(mut self, take: Take, parser: &'static Parser) -> Self {
        self.incoming = Some(Incoming { take, parser });
        self
    }

    /// Sets time limits in place of the client's.
    pub(super) fn limits(mut self, limits: Option<TimeoutConfig>) -> Self {
        self.limits = limits;
        self
    }

    /// Says when the SDK may send the request again.
    pub(super) fn resend(mut self, resend: Resend) -> Self {
        self.outgoing.resend = resend;
        self
    }

    /// Puts `{"Item":..` before the SDK's members.
    pub(super) fn splice_item(mut self, item: Bytes) -> Self {
        let splice = Splice { opening: b"{\"Item\":", value: item, replaced: None };
        self.outgoing.splice = Some(splice);
        self
    }

    /// Puts `{"RequestItems":..` before the SDK's members, in place of the SDK's own.
    pub(super) fn splice_request_items(mut self, items: Bytes) -> Self {
        let (opening, replaced) = (b"{\"RequestItems\":", Some("RequestItems"));
        self.outgoing.splice = Some(Splice { opening, value: items, replaced });
        self
    }

    /// Sends a request of a handle's client.
    // Pinned where it stands, since it is five kilobytes.
    pub(super) fn send<F: Future>(self, request: Pin<&mut F>) -> impl Future<Output = F::Output> {
        NEXT.scope(Cell::new(Some(self)), request)
    }
}

impl Outgoing {
    fn splice_into(&self, request: &mut HttpRequest) -> Result<(), ForeignProtocol> {
        let Some(splice) = &self.splice else { return Ok(()) };
        if !is_json(request.headers().get("content-type")) {
            return Err(ForeignProtocol);
        }
        let body = request.body().bytes().ok_or(ForeignProtocol)?;
        let body = match splice.replaced {
            Some(member) => without_member(body, member).map_err(|_| ForeignProtocol)?.into(),
            None => Cow::Borrowed(body),
        };
        let members = body.strip_prefix(b"{").filter(|body| body.ends_with(b"}"));
        let members = members.ok_or(ForeignProtocol)?;
        let mut body =
            Vec::with_capacity(splice.opening.len() + splice.value.len() + 1 + members.len());
        body.extend_from_slice(splice.opening);
        body.extend_from_slice(&splice.value);
        if members != b"}" {
            body.push(b',');
        }
        body.extend_from_slice(members);
        request.headers_mut().insert("content-length", body.len().to_string());
        // A body of bytes can be sent again, so retries work.
        *request.body_mut() = SdkBody::from(body);
        Ok(())
    }
}

impl Incoming {
    /// What the SDK shall read in place of a successful answer.
    fn take_from(&self, response: &HttpResponse) -> Result<Option<Bytes>, CutShort> {
        let (200, Some(body)) = (response.status().as_u16(), response.body().bytes()) else {
            return Ok(None);
        };
        let headers = response.headers();
        let length = headers.get("content-length").and_then(|length| length.parse().ok());
        if length.is_some_and(|length: usize| length != body.len())
            && headers.get("content-encoding").is_none()
        {
            return Err(CutShort);
        }
        // What is anything else is the SDK's to read.
        let is_ours = is_json(headers.get("content-type"));
        Ok(if is_ours { (self.take)(body) } else { None })
    }
}

fn is_json(content_type: Option<&str>) -> bool {
    content_type.is_some_and(|value| value.starts_with(CONTENT_TYPE))
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").finish_non_exhaustive()
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming").finish_non_exhaustive()
    }
}

impl Storable for Outgoing {
    type Storer = StoreReplace<Self>;
}

impl DeserializeResponse for Incoming {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        config: &ConfigBag,
    ) -> OutputOrError {
        // The SDK sends a request again whose answer is a failure of this kind.
        let rest = self.take_from(response).map_err(|cut| OrchestratorError::response(cut.into()));
        let Some(rest) = rest? else { return self.parser.parse(response, config) };
        let mut shown = HttpResponse::new(response.status(), SdkBody::from(rest));
        shown.headers_mut().clone_from(response.headers());
        self.parser.parse(&shown, config)
    }
}

tokio::task_local! {
    /// What belongs to the request that is sent next, until it is under way.
    static NEXT: Cell<Option<BodySwap>>;
}

/// What serves all requests of a client.
#[derive(Debug)]
pub(super) struct BodyInterceptor;

impl BodyInterceptor {
    const NAME: &str = "dynamorph::BodyInterceptor";

    /// A client's interceptors and this one, once.
    pub(super) fn among(
        given: impl Iterator<Item = SharedInterceptor>,
    ) -> impl Iterator<Item = SharedInterceptor> {
        let others = given.filter(|interceptor| interceptor.name() != Self::NAME);
        // The SDK asks one of another kind before each of its twenty steps whether it is still wanted.
        others.chain(std::iter::once(SharedInterceptor::permanent(Self)))
    }
}

impl Intercept for BodyInterceptor {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    // Later than this, the SDK has merged the limits.
    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // There is none for requests that the client is asked for directly.
        let Ok(Some(swap)) = NEXT.try_with(Cell::take) else { return Ok(()) };
        let BodySwap { outgoing, incoming, limits } = swap;
        let state = config.interceptor_state();
        if let Some(limits) = limits {
            state.store_put(limits);
        }
        if outgoing.resend == Resend::Never {
            state.store_put(RetryConfig::disabled());
        }
        if let Some(incoming) = incoming {
            // Items are not for the SDK's log.
            state.store_put(SensitiveOutput);
            state.store_put(SharedResponseDeserializer::new(incoming));
        }
        state.store_put(outgoing);
        Ok(())
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(outgoing) = config.load::<Outgoing>() {
            outgoing.splice_into(context.request_mut())?;
        }
        Ok(())
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(outgoing) = config.load::<Outgoing>() {
            outgoing.attempts.start();
        }
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(outgoing) = config.load::<Outgoing>() {
            outgoing.attempts.sent();
        }
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(Outgoing { attempts, resend, .. }) = config.load::<Outgoing>() else {
            return Ok(());
        };
        attempts.end(context);
        if *resend == Resend::Unambiguous && attempts.outcome() == Outcome::Unknown {
            // What follows asks the retries of the configuration.
            config.interceptor_state().store_put(RetryConfig::disabled());
        }
        Ok(())
    }
}

/// What the SDK writes or reads is not what this crate knows.
#[derive(Debug, thiserror::Error)]
#[error(
    "what the SDK writes or reads is not DynamoDB's JSON, so no item can be put into it or taken out of it: use a release of this crate that knows the SDK's protocol"
)]
pub(super) struct ForeignProtocol;

/// The answer is not whole. The SDK asks again.
#[derive(Debug, thiserror::Error)]
#[error("the body ended before the length the server announced")]
struct CutShort;
