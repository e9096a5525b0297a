//! Response bodies that come in parts, late, or not to their end.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::time::Sleep;

/// What a body does next.
pub(crate) enum Step {
    Data(Bytes),
    Wait(Duration),
    /// The connection breaks.
    Break,
    /// Nothing more comes, and the connection stays.
    Stall,
}

/// A body that follows a script, then ends.
pub(crate) struct Frames {
    steps: VecDeque<Step>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Frames {
    pub(crate) fn body(steps: impl IntoIterator<Item = Step>) -> SdkBody {
        SdkBody::from_body_1_x(Self { steps: steps.into_iter().collect(), sleep: None })
    }

    /// A body in chunks of this many bytes, with a pause before each.
    pub(crate) fn trickle(body: &[u8], chunk: usize, pause: Duration) -> SdkBody {
        let chunks = body.chunks(chunk).map(Bytes::copy_from_slice);
        Self::body(chunks.flat_map(|data| [Step::Wait(pause), Step::Data(data)]))
    }
}

impl Body for Frames {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        loop {
            if let Some(sleep) = &mut self.sleep {
                ready!(sleep.as_mut().poll(cx));
                self.sleep = None;
            }
            match self.steps.pop_front() {
                None => return Poll::Ready(None),
                Some(Step::Data(data)) => return Poll::Ready(Some(Ok(Frame::data(data)))),
                Some(Step::Wait(pause)) => self.sleep = Some(Box::pin(tokio::time::sleep(pause))),
                Some(Step::Break) => {
                    return Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())));
                }
                Some(Step::Stall) => {
                    self.steps.push_front(Step::Stall);
                    return Poll::Pending;
                }
            }
        }
    }
}
