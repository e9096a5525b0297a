# #[tokio::main(flavor = "current_thread")]
# async fn main() -> dynamorph::Result<()> {
# let db = sessions().await?;
