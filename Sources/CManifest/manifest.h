/// The top-level code of a manifest: swiftc's `main` of Targets.swift, under a name that leaves `main` to
/// the manifest host.
int bounce_manifest_main(int argc, char **argv);
