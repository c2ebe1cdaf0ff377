internal import Signal

// The filters of an equaliser, each with its shape.

struct ResonantLowpassUnit: CookbookUnit {
    static let filter = Cookbook.lowpass
    let settings: CookbookSettings
}

struct ResonantHighpassUnit: CookbookUnit {
    static let filter = Cookbook.highpass
    let settings: CookbookSettings
}

struct ResonantBandpassUnit: CookbookUnit {
    static let filter = Cookbook.bandpass
    let settings: CookbookSettings
}

struct NotchUnit: CookbookUnit {
    static let filter = Cookbook.notch
    let settings: CookbookSettings
}

struct BellUnit: CookbookUnit {
    static let filter = Cookbook.bell
    let settings: CookbookSettings
}

struct LowShelfUnit: CookbookUnit {
    static let filter = Cookbook.lowShelf
    let settings: CookbookSettings
}

struct HighShelfUnit: CookbookUnit {
    static let filter = Cookbook.highShelf
    let settings: CookbookSettings
}

struct TiltUnit: CookbookUnit {
    static let filter = Cookbook.tilt
    let settings: CookbookSettings
}
