// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors everywhere; imports are internal unless they say otherwise.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// Signal is optimised in debug builds too, and so is what it is held against: they are loops over every sample, tens of
/// times slower without.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func systemLibrary(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

/// What libFuzzer runs. Only where it is asked for: the flags that it takes are not for a usual build.
let fuzzing: [Target] = [
    .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .target(
        name: "FuzzDriver", dependencies: ["CFuzzer"], path: "Tests/Fuzz/FuzzDriver", swiftSettings: settings),
    fuzzer("FuzzDescription", ["BuildEngine"]),
    fuzzer("FuzzSound", ["SoundFiles", "Signal"]),
    fuzzer("FuzzArchive", ["Archives"]),
    fuzzer("FuzzTar", ["Archives"]),
    fuzzer("FuzzSheet", ["BuildEngine"]),
    fuzzer("FuzzMIDI", ["Arrangement"]),
]

func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies + ["FuzzDriver"], path: "Tests/Fuzz/\(name)",
        swiftSettings: settings,
        // gold, which swiftc takes by itself, stops with an internal error of its own over these objects.
        linkerSettings: [.unsafeFlags(["-use-ld=lld"])])
}

/// The server of the live page. Only where it is asked for: a usual build neither fetches nor compiles the twenty packages
/// that it takes. (With a trait, they would be left out of the build, and still be fetched.)
let isServing = Context.environment["BOUNCE_SERVE"] != nil

let serving: [Target] = [
    .executableTarget(
        name: "bounce-serve",
        dependencies: [
            "ReportPage", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Subprocess", package: "swift-subprocess"),
            .product(name: "Hummingbird", package: "hummingbird"),
        ],
        swiftSettings: settings)
]

let package = Package(
    name: "bounce",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "bounce", targets: ["bounce"]),
        // What a compiled Targets.swift links against.
        .library(name: "TargetDescription", type: .static, targets: ["TargetDescription", "ManifestHost"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ]
        + (isServing
            ? [
                .package(
                    url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: [])
            ] : []),
    targets: [
        systemLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev", brew: "sqlite"),
        systemLibrary("CXXHash", pkgConfig: "libxxhash", apt: "libxxhash-dev", brew: "xxhash"),
        systemLibrary("CSndfile", pkgConfig: "sndfile", apt: "libsndfile1-dev", brew: "libsndfile"),
        systemLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
        systemLibrary("CISAL", pkgConfig: "libisal", apt: "libisal-dev", brew: "isa-l"),
        systemLibrary("CEbur128", pkgConfig: "libebur128", apt: "libebur128-dev", brew: "libebur128"),
        systemLibrary("CSoxr", pkgConfig: "soxr", apt: "libsoxr-dev", brew: "libsoxr"),
        systemLibrary("CNettle", pkgConfig: "nettle", apt: "nettle-dev", brew: "nettle"),
        // Loaded at run time: see its header.
        .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),

        // Arrows go down only: each module may import those above it in this list, as stated.
        module("TargetDescription"),
        .systemLibrary(name: "CManifest"),
        .systemLibrary(name: "CSystemCalls"),
        .systemLibrary(name: "CFluidSynth"),
        module("ManifestHost", ["TargetDescription", "CManifest"]),
        module("BuildGraph"),
        .target(name: "Signal", swiftSettings: settings + optimised),
        module("Resampling", ["Signal", "CSoxr"]),
        module("SoundFonts", ["Signal", "CFluidSynth", "CSystemCalls"]),
        module("Arrangement", ["Signal"]),
        module("SoundFiles", ["Signal", "Resampling", "CSndfile", "CSystemCalls"]),
        module("Archives", ["CArchive", "CISAL", "CSystemCalls", "CZlib"]),
        module("BuildStore", ["BuildGraph", "CNettle", "CSQLite", "CSystemCalls", "CXXHash"]),
        module(
            "BuildEngine",
            [
                "TargetDescription", "BuildGraph", "Signal", "Arrangement", "Resampling", "SoundFonts",
                "SoundFiles", "Archives",
                "BuildStore",
                "CSystemCalls", .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        // The page is plain HTML, CSS and JavaScript; CReportPage takes the files into the program as they are.
        .target(name: "CReportPage"),
        .target(
            name: "ReportPage", dependencies: ["CReportPage"], exclude: ["Page"], swiftSettings: settings),
        .executableTarget(
            name: "bounce",
            dependencies: [
                "BuildEngine", "BuildStore", "BuildGraph", "ReportPage", "Signal", "SoundFiles",
                "TargetDescription",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        // Manual pages from what the argument parser knows: `make man` runs it, and nothing installs it.
        .executableTarget(name: "ManualPages", swiftSettings: settings),

        tests("TargetDescriptionTests", ["TargetDescription"]),
        tests("BuildGraphTests", ["BuildGraph"]),
        // What the loudness meters are held against.
        .target(
            name: "LoudnessOracle", dependencies: ["CEbur128"], path: "Tests/LoudnessOracle",
            swiftSettings: settings + optimised),
        .target(
            name: "PlainMeasures", path: "Tests/PlainMeasures", swiftSettings: settings + optimised),
        tests("SignalTests", ["Signal", "Resampling", "LoudnessOracle"], resources: [.copy("Expected")]),
        tests("ResamplingTests", ["Resampling"]),
        tests("SoundFontsTests", ["SoundFonts"]),
        tests("ArrangementTests", ["Arrangement"]),
        tests("SoundFilesTests", ["SoundFiles"]),
        tests("ArchivesTests", ["Archives"]),
        tests("BuildStoreTests", ["BuildStore", "CSystemCalls"]),
        tests("BuildEngineTests", ["BuildEngine", "LoudnessOracle", "PlainMeasures"]),
        tests("BounceTests", ["bounce", "BuildEngine", "BuildGraph", "ManualPages"]),
        // What terminals show, as values: nothing of it is run.
        tests("TerminalTests", ["bounce", "BuildEngine", "BuildGraph"]),

        // How fast each stage is: `make bench` runs it, and nothing installs it.
        .executableTarget(
            name: "StageBench",
            dependencies: ["Archives", "BuildStore", "LoudnessOracle", "Resampling", "Signal", "SoundFiles"],
            path: "Tests/Benchmarks/StageBench", swiftSettings: settings),
    ] + (Context.environment["BOUNCE_FUZZ"] == nil ? [] : fuzzing) + (isServing ? serving : []),
    swiftLanguageModes: [.v6]
)
