include!("../shop.rs");

fn main() {
    let delete = Order::delete((Uuid::nil(), Date("2026-11-21".into()), Uuid::nil())).returning_old();
    let _ = dynamorph::transact_write([delete]);
}
