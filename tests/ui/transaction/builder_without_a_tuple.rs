include!("../shop.rs");

fn main() {
    let _ = dynamorph::transact_write(Order::delete((Uuid::nil(), Date("2026-11-21".into()), Uuid::nil())));
}
