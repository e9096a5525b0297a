include!("../goods.rs");

fn write(customer: Customer) {
    let _ = dynamorph::batch_write([customer.save()]);
}

fn main() {}
