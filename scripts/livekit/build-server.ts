import { join } from 'node:path';
import { runCommand, sayExit } from '../processes/run-command.ts';
import { GO_PACKAGE, SERVER_VERSION } from './release.ts';
import { type Finding, onPath, type Search } from './server.ts';
import { inWorkshop } from './workshop.ts';

/** `go install`: under two minutes on two cores with an empty module cache, seconds with a full one. */
export async function buildServer(search: Search, folder: string): Promise<Finding> {
	const { env, progress, signal } = search;
	const go = await onPath('go', env['PATH']);
	if (go === null) return { outcome: 'absent', why: 'Go is not installed' };
	const step = progress.step(`Building livekit-server ${SERVER_VERSION} with Go (once; it takes minutes)`);
	try {
		return await inWorkshop(folder, 'go install', search, async (workshop) => {
			const command = {
				command: go,
				// -v names each package when its turn comes: the only sign of progress that Go gives.
				args: ['install', '-v', GO_PACKAGE],
				cwd: workshop,
				// It needs no C compiler, and a team's own GOFLAGS (-mod=vendor) would break it.
				env: { ...env, GOBIN: workshop, GOFLAGS: '', CGO_ENABLED: '0', GOOS: undefined, GOARCH: undefined },
			};
			let compiled = 0;
			const { ok, tail, exit } = await runCommand(command, {
				signal,
				onLine: (line) => {
					if (!line.startsWith('go: ')) compiled += 1;
					step.update(compiled === 0 ? 'downloading its modules' : `${compiled} packages compiled`);
				},
			});
			if (!ok) return { why: `${sayExit(exit)}\n${tail.slice(-3).join('\n')}` };
			return { file: join(workshop, 'server') };
		});
	} finally {
		step.end();
	}
}
