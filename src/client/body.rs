//! The bodies of requests and responses: items go in and come out as bytes, the rest is the SDK's.
//!
//! One interceptor per operation does both, by the SDK's public hooks. It is installed on the operation, not on the
//! client: a tap on the client would sit inside the SDK's stalled-stream protection, which then sees no bytes and kills
//! a slow but healthy download.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextRef,
};
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{self, ConfigBag, Intercept, RuntimeComponents, SharedInterceptor};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame};

use super::attempts::AttemptLog;
use crate::codec::without_member;
use crate::error::Outcome;

/// What DynamoDB's JSON protocol calls itself.
const CONTENT_TYPE: &str = "application/x-amz-json";
/// The most that is reserved at once for a body whose length the server announces.
const LARGEST_RESERVE: usize = 32 << 20;

/// Takes the whole body of an answer, answers what the SDK shall see of it.
pub(super) type Take = Arc<Mutex<dyn FnMut(Bytes) -> Bytes + Send>>;

/// Swaps the items of one operation in and out, notes its attempts, and sets its time limits.
pub(super) struct BodySwap {
    attempts: AttemptLog,
    /// What is put before the members that the SDK wrote.
    splice: Option<Splice>,
    take: Option<Take>,
    /// Time limits in place of the client's.
    limits: Option<TimeoutConfig>,
    resend: Resend,
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

impl BodySwap {
    pub(super) fn new(attempts: AttemptLog) -> Self {
        Self { attempts, splice: None, take: None, limits: None, resend: Resend::Always }
    }

    /// Sets time limits in place of the client's.
    pub(super) fn limits(mut self, limits: Option<TimeoutConfig>) -> Self {
        self.limits = limits;
        self
    }

    /// Says when the SDK may send the request again.
    pub(super) fn resend(mut self, resend: Resend) -> Self {
        self.resend = resend;
        self
    }

    /// Puts `{"Item":..` before the SDK's members.
    pub(super) fn splice_item(mut self, item: Bytes) -> Self {
        let splice = Splice { opening: b"{\"Item\":", value: item, replaced: None };
        self.splice = Some(splice);
        self
    }

    /// Puts `{"RequestItems":..` before the SDK's members, in place of the SDK's own.
    pub(super) fn splice_request_items(mut self, items: Bytes) -> Self {
        let (opening, replaced) = (b"{\"RequestItems\":", Some("RequestItems"));
        self.splice = Some(Splice { opening, value: items, replaced });
        self
    }

    /// Hands the body of a successful answer to `take`.
    pub(super) fn take(mut self, take: Take) -> Self {
        self.take = Some(take);
        self
    }

    /// What is added to the client's configuration for the one operation.
    // The SDK asks an interceptor of another kind before each of its twenty steps whether it is still wanted.
    pub(super) fn into_config(self) -> config::Builder {
        let mut config = config::Builder::default();
        config.push_interceptor(SharedInterceptor::permanent(self));
        config
    }
}

impl fmt::Debug for BodySwap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodySwap").finish_non_exhaustive()
    }
}

impl Intercept for BodySwap {
    fn name(&self) -> &'static str {
        "dynamorph::BodySwap"
    }

    // Later than this, the SDK has merged the limits.
    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(limits) = &self.limits {
            config.interceptor_state().store_put(limits.clone());
        }
        if self.resend == Resend::Never {
            config.interceptor_state().store_put(RetryConfig::disabled());
        }
        Ok(())
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(splice) = &self.splice else {
            return Ok(());
        };
        let request = context.request_mut();
        if !request
            .headers()
            .get("content-type")
            .is_some_and(|value| value.starts_with(CONTENT_TYPE))
        {
            return Err(ForeignRequest.into());
        }
        let body = request.body().bytes().ok_or(ForeignRequest)?;
        let body = match splice.replaced {
            Some(member) => without_member(body, member).map_err(|_| ForeignRequest)?.into(),
            None => Cow::Borrowed(body),
        };
        let members = body.strip_prefix(b"{").filter(|body| body.ends_with(b"}"));
        let members = members.ok_or(ForeignRequest)?;
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

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.attempts.start();
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.attempts.sent();
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.attempts.end(context);
        if self.resend == Resend::Unambiguous && self.attempts.outcome() == Outcome::Unknown {
            // What follows asks the retries of the configuration.
            config.interceptor_state().store_put(RetryConfig::disabled());
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        let is_json = response
            .headers()
            .get("content-type")
            .is_some_and(|value| value.starts_with(CONTENT_TYPE));
        if let (Some(take), 200) = (&self.take, response.status().as_u16()) {
            let length = response
                .headers()
                .get("content-length")
                .and_then(|value| value.parse::<usize>().ok());
            let is_encoded = response.headers().get("content-encoding").is_some();
            response.headers_mut().remove("content-length");
            let inner = std::mem::replace(response.body_mut(), SdkBody::taken());
            let tap = Tap {
                inner,
                length: length.filter(|_| !is_encoded),
                first: None,
                rest: BytesMut::new(),
                take: Some(Arc::clone(take)),
                is_json,
            };
            *response.body_mut() = SdkBody::from_body_1_x(tap);
        }
        Ok(())
    }
}

/// The SDK wrote something that no item can be put into. Nothing was sent.
#[derive(Debug, thiserror::Error)]
#[error(
    "the SDK wrote a request that is not DynamoDB's JSON, so the item cannot be put into it: use a release of this crate that knows the SDK's protocol"
)]
pub(super) struct ForeignRequest;

/// A body that is read to its end, handed over, and then yields what the SDK shall see.
struct Tap {
    inner: SdkBody,
    length: Option<usize>,
    /// A body of one frame is not copied.
    first: Option<Bytes>,
    rest: BytesMut,
    take: Option<Take>,
    /// What is anything else is not read here, unless there is nothing to read.
    is_json: bool,
}

impl Tap {
    fn push(&mut self, data: Bytes) {
        if self.rest.is_empty() && self.first.is_none() {
            self.first = Some(data);
            return;
        }
        if let Some(first) = self.first.take() {
            self.rest.reserve(
                self.length
                    .unwrap_or(0)
                    .clamp(first.len() + data.len(), LARGEST_RESERVE.max(first.len() + data.len())),
            );
            self.rest.extend_from_slice(&first);
        }
        self.rest.extend_from_slice(&data);
    }

    fn whole(&mut self) -> Bytes {
        self.first.take().unwrap_or_else(|| std::mem::take(&mut self.rest).freeze())
    }
}

impl Body for Tap {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        while self.take.is_some() {
            match ready!(Pin::new(&mut self.inner).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.push(data);
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    let whole = self.whole();
                    if self.length.is_some_and(|length| length != whole.len()) {
                        // The SDK retries a body that was cut short.
                        self.take = None;
                        return Poll::Ready(Some(Err(
                            "the body ended before the length the server announced".into(),
                        )));
                    }
                    if let Some(take) = self.take.take() {
                        if !self.is_json && !whole.is_empty() {
                            return Poll::Ready(Some(Ok(Frame::data(whole))));
                        }
                        let rest = (take.lock().unwrap_or_else(PoisonError::into_inner))(whole);
                        return Poll::Ready(Some(Ok(Frame::data(rest))));
                    }
                }
            }
        }
        Poll::Ready(None)
    }
}
