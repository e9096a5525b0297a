include!("../goods.rs");

fn write(customer: Customer) {
    let _: Vec<dynamorph::BatchOp> = vec![customer.save().into()];
}

fn main() {}
