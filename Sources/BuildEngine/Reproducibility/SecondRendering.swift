package import BuildGraph
package import BuildStore
internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Renders once more what a build left, in a scratch place and in a process of its own, and compares the bytes.
///
/// Another process, because that is where what must not matter is another: seeds of hashing, addresses, the order of
/// threads. It works with another number of workers, too. The outputs are only read.
package struct SecondRendering {
    let scope: Scope
    let store: StateStore
    /// How many workers the first rendering had.
    let jobs: Int

    package init(_ scope: Scope, store: StateStore, jobs: Int) {
        self.scope = scope
        self.store = store
        self.jobs = jobs
    }

    /// What came of it.
    package struct Result: Sendable {
        /// The targets that were compared, in the order of the build; with a difference where there is one.
        package var outputs: [(target: String, path: String, difference: FileDifference?)] = []
        /// What is not as the build left it: something changed meanwhile, and nothing was compared.
        package var changed: [(target: String, reasons: [Reason])] = []
        /// How the second rendering ended, where it did not end well.
        package var failure: ExitStatus?

        package var exit: ExitStatus {
            if !changed.isEmpty { return .inputChanged }
            return failure ?? (outputs.contains { $0.difference != nil } ? .renderFailed : .ok)
        }
    }

    private var production: ResolvedProduction { scope.production }

    /// - Parameter lock: It is held until the comparison is over: another build would replace what is compared.
    package func run(under lock: borrowing BuildLock) async throws(BuildError) -> Result {
        var result = Result()
        let keeper = try keeper()
        guard let root = resolvedPath(keeper.path) else { throw .store(.changed(path: keeper.path)) }
        let place = try scratch(in: root)
        let status = try await render(in: place, group: keeper.group)
        if Interruption.isRequested { throw .interrupted }
        result.changed = try changed()
        guard result.changed.isEmpty else { return result }
        guard status == 0 else {
            result.failure = ExitStatus(rawValue: status) ?? .renderFailed
            return result
        }
        for id in try order() {
            guard let path = production[id].output else { continue }
            result.outputs.append(
                (production[id].name, path, try difference(production[id], "\(place.directory)/\(path)")))
        }
        return result
    }

    private func keeper() throws(BuildError) -> Keeper {
        do {
            return try Keeper(in: Workspace.temporaries)
        } catch {
            throw .store(error)
        }
    }

    private func scratch(in root: String) throws(BuildError) -> ScratchPlace {
        do {
            return try ScratchPlace(
                in: root, description: production.recipe.description(),
                files: production.files)
        } catch {
            throw .store(error)
        }
    }

    private func difference(
        _ target: ResolvedTarget, _ other: String
    ) throws(BuildError) -> FileDifference? {
        do {
            return try FileDifference(
                target.path, other, isSound: target.kind.isSound,
                target.sound == nil ? nil : production.timeline)
        } catch {
            throw .store(error)
        }
    }

    /// What was asked for, with what it is made from, inputs first.
    private func order() throws(BuildError) -> [TargetID] {
        guard let roots = try Assessment.roots(scope.asked, in: production.graph) else {
            return production.graph.order
        }
        let selection = production.graph.closure(of: roots)
        return production.graph.order.filter(selection.contains)
    }

    /// The build left everything up to date, so that what is not changed since.
    private func changed() throws(BuildError) -> [(target: String, reasons: [Reason])] {
        try Assessment(scope, store: store).survey().targets.filter { $0.state != .fresh }
            .map { ($0.name, $0.reasons) }
    }

    private func render(in place: ScratchPlace, group: pid_t) async throws(BuildError) -> Int32 {
        let arguments =
            [
                "build", "--quiet", "-C", place.directory, "-f", place.description, "-j",
                "\(jobs == 1 ? 2 : jobs - 1)",
            ] + scope.asked
        var options = PlatformOptions()
        options.processGroupID = group
        do {
            return try await withThrowingTaskGroup(of: Int32?.self) { [options] tasks in
                tasks.addTask {
                    let result = try await Subprocess.run(
                        .path(FilePath(OwnProgram.path)),
                        arguments: Arguments(arguments),
                        // What goes wrong there is told here.
                        environment: .inherit.updating(["GITHUB_ACTIONS": nil]), platformOptions: options,
                        output: .currentStandardError, error: .currentStandardError)
                    if case .exited(let code) = result.terminationStatus { return Int32(code) }
                    return ExitStatus.bug.rawValue
                }
                tasks.addTask {
                    // A program in a group of its own does not hear Ctrl-C itself.
                    while !Interruption.isRequested { try await Task.sleep(for: .milliseconds(20)) }
                    return nil
                }
                defer { tasks.cancelAll() }
                return try await tasks.next().flatMap(\.self) ?? ExitStatus.interrupted.rawValue
            }
        } catch {
            throw .missingTool("cannot start bounce a second time: \(error)")
        }
    }
}
