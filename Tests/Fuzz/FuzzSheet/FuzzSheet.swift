internal import BuildEngine
internal import FuzzDriver

/// Delivery sheets from strangers: what is taken for one can be written again, and is then the same.
@main
enum FuzzSheet {
    static func main() {
        fuzz { bytes, count in
            let json = Array(UnsafeBufferPointer(start: bytes, count: count))
            guard let sheet = try? DeliverySheet(json: json) else { return 0 }
            _ = sheet.table
            guard let again = try? DeliverySheet(json: sheet.json), again == sheet else {
                preconditionFailure("BUG: a delivery sheet that is another one when it has been written")
            }
            return 0
        }
    }
}
