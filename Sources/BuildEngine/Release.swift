/// Which bounce this is: what `--version` prints, and what is in what it signs.
package enum Release {
    package static let version = "0.1.0"
}
