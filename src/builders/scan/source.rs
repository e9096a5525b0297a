//! What a scan reads.

use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;

use crate::builders::read::{Place, Request, SetupError, Source};
use crate::client::Customize;
use crate::operation::{Read, Scan, Segment};

/// A whole table or index, or a segment of it.
#[derive(Clone)]
pub(in crate::builders) struct ScanSource {
    pub(super) place: Place,
    pub(super) segment: Option<Segment>,
    pub(super) customize: Option<Customize<ScanFluentBuilder>>,
}

impl Source for ScanSource {
    const OPERATION: &'static str = "Scan";

    fn is_whole(&self) -> bool {
        true
    }

    fn place(&self) -> Result<Place, SetupError> {
        Ok(self.place)
    }

    fn request(&self, read: Read) -> Result<Request, SetupError> {
        Ok(Request::Scan(Scan { read, segment: self.segment }, self.customize.clone()))
    }
}
