//! Bodies that do not come to their end.

use std::io::ErrorKind;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};

/// The first half of a body. Then the connection breaks, or stays and brings nothing.
pub(crate) fn cut(whole: &Bytes, is_stalled: bool) -> SdkBody {
    let half = whole.slice(..whole.len() / 2);
    SdkBody::from_body_1_x(Cut { half: Some(half), is_stalled })
}

struct Cut {
    half: Option<Bytes>,
    is_stalled: bool,
}

impl Body for Cut {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match self.half.take() {
            Some(half) => Poll::Ready(Some(Ok(Frame::data(half)))),
            None if self.is_stalled => Poll::Pending,
            None => Poll::Ready(Some(Err(ErrorKind::ConnectionReset.into()))),
        }
    }
}
