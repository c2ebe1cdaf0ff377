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
]

func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies + ["FuzzDriver"], path: "Tests/Fuzz/\(name)",
        swiftSettings: settings)
}

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
    ],
    targets: [
        systemLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev", brew: "sqlite"),
        systemLibrary("CXXHash", pkgConfig: "libxxhash", apt: "libxxhash-dev", brew: "xxhash"),
        systemLibrary("CSndfile", pkgConfig: "sndfile", apt: "libsndfile1-dev", brew: "libsndfile"),
        systemLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
        systemLibrary("CISAL", pkgConfig: "libisal", apt: "libisal-dev", brew: "isa-l"),
        systemLibrary("CEbur128", pkgConfig: "libebur128", apt: "libebur128-dev", brew: "libebur128"),

        // Arrows go down only: each module may import those above it in this list, as stated.
        module("TargetDescription"),
        .systemLibrary(name: "CManifest"),
        .systemLibrary(name: "CSystemCalls"),
        module("ManifestHost", ["TargetDescription", "CManifest"]),
        module("BuildGraph"),
        module("Signal", ["CEbur128"]),
        module("SoundFiles", ["Signal", "CSndfile"]),
        module("Archives", ["CZlib", "CISAL"]),
        module("BuildStore", ["BuildGraph", "CSQLite", "CSystemCalls", "CXXHash"]),
        module(
            "BuildEngine",
            [
                "TargetDescription", "BuildGraph", "Signal", "SoundFiles", "Archives", "BuildStore",
                "CSystemCalls", .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        .executableTarget(
            name: "bounce",
            dependencies: [
                "BuildEngine", "BuildStore", "BuildGraph", "TargetDescription",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        tests("TargetDescriptionTests", ["TargetDescription"]),
        tests("BuildGraphTests", ["BuildGraph"]),
        tests("SignalTests", ["Signal"], resources: [.copy("Expected")]),
        tests("SoundFilesTests", ["SoundFiles"]),
        tests("ArchivesTests", ["Archives"]),
        tests("BuildStoreTests", ["BuildStore", "CSystemCalls"]),
        tests("BuildEngineTests", ["BuildEngine"]),
        tests("BounceTests", ["bounce"]),

        // How fast each stage is: `make bench` runs it, and nothing installs it.
        .executableTarget(
            name: "StageBench", dependencies: ["Archives", "BuildStore", "Signal", "SoundFiles"],
            path: "Tests/Benchmarks/StageBench", swiftSettings: settings),
    ] + (Context.environment["BOUNCE_FUZZ"] == nil ? [] : fuzzing),
    swiftLanguageModes: [.v6]
)
