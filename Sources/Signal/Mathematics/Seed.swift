/// The seed that belongs to a name: the same on every machine and in every run, unlike Swift's own hashing.
///
/// - Parameters:
///   - name: for instance a target's name; its UTF-8 bytes are hashed with 64-bit FNV-1a (G. Fowler,
///     L. C. Noll and K.-P. Vo).
///   - salt: numbers that tell seeds of the same name apart, such as a voice and a hit; their order counts.
package func seed(of name: String, _ salt: UInt64...) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    hash = CounterRandom.scrambled(hash)
    for number in salt {
        hash = CounterRandom.scrambled(hash ^ number)
    }
    return hash
}
