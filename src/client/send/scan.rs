//! `Scan`.

use std::pin::pin;

use aws_sdk_dynamodb::operation::RequestId as _;
use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin as _;
use tracing::Instrument as _;

use super::page::{PageAnswer, PageOutput, PageRequest};
use super::parts::in_place;
use crate::client::body::{BodySwap, Parser, Resend};
use crate::client::call::Call;
use crate::client::cost::Effect;
use crate::client::failure::failure;
use crate::client::sink::{AnySink, ItemSink, Tapped, of_kind};
use crate::client::timeouts::Timed;
use crate::client::{Customize, Dynamo};
use crate::error::{Context, Result};
use crate::operation::{Scan, Segment};

static PARSER: Parser = Parser::of(|| aws_sdk_dynamodb::operation::scan::Scan::new().config());

impl Dynamo {
    /// Reads one page into the sink.
    pub(crate) async fn scan_page<S: ItemSink>(
        &self,
        operation: &Scan,
        customize: Option<&Customize<ScanFluentBuilder>>,
        sink: S,
    ) -> Result<PageOutput<S>> {
        let sent = in_place(|| self.send_scan_page(operation, customize, Box::new(sink)));
        Ok(sent.await?.map(of_kind))
    }

    async fn send_scan_page(
        &self,
        operation: &Scan,
        customize: Option<&Customize<ScanFluentBuilder>>,
        sink: AnySink,
    ) -> Result<PageOutput<AnySink>> {
        let read = &operation.read;
        let table = self.physical_name(read.target.table).into_owned();
        let context = Context::new("Scan", table, read.target.entity).index(read.index);
        let mut call = Call::begin(self, context, Effect::Read).await?;
        let page = self.call_scan(operation, customize, sink, &mut call).await;
        call.end(page).await
    }

    async fn call_scan(
        &self,
        operation: &Scan,
        customize: Option<&Customize<ScanFluentBuilder>>,
        sink: AnySink,
        call: &mut Call<'_>,
    ) -> Result<PageOutput<AnySink>> {
        let read = &operation.read;
        let page = PageRequest::new(read, operation.render());
        let segment = |member: fn(Segment) -> u32| {
            operation.segment.map(|segment| i32::try_from(member(segment)).unwrap_or(i32::MAX))
        };
        let mut request = self
            .client()
            .scan()
            .table_name(call.context.table())
            .set_return_consumed_capacity(call.asks_capacity())
            .set_index_name(page.index)
            .set_filter_expression(page.filter)
            .set_projection_expression(page.projection)
            .set_expression_attribute_names(page.names)
            .set_expression_attribute_values(page.values)
            .set_segment(segment(|segment| segment.at))
            .set_total_segments(segment(|segment| segment.of))
            .set_consistent_read(page.is_consistent)
            .set_select(page.select)
            .set_limit(page.limit)
            .set_exclusive_start_key(page.start);
        if let Some(customize) = customize {
            request = customize(request);
        }
        let tapped = Tapped::new(sink);
        let swap = BodySwap::new(call.attempts())
            .limits(self.limits(Timed::Page))
            .resend(if read.is_sent_once { Resend::Never } else { Resend::Always })
            .take(tapped.take("Items"), &PARSER);
        let request = pin!(request.send());
        let output = match swap.send(request).instrument(call.span()).await {
            Ok(output) => output,
            Err(error) => return Err(failure(self, &call.context, &error).await),
        };
        call.answered(output.request_id(), output.consumed_capacity.clone())?;
        let answer = PageAnswer {
            items: output.items,
            count: output.count,
            scanned: output.scanned_count,
            last_key: output.last_evaluated_key,
        };
        PageOutput::new(tapped, answer, call)
    }
}
