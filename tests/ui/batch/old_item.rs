include!("../goods.rs");

fn write(order: Order) {
    let _ = dynamorph::batch_write([order.save().returning_old()]);
}

fn main() {}
