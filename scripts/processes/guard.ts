/**
 * Ends process groups whose supervisor was killed before it could: SIGKILL, out of memory, a test runner that shoots
 * its workers. A shell of 1 MB that reads a pipe; when the pipe closes, whatever is still on its list dies.
 *
 * @module
 */
import { spawn } from 'node:child_process';

export interface Guard {
	/** From now on the group does not outlive this process. */
	watch(group: number): void;
	/** The group was ended; its id may come to belong to somebody else. */
	release(group: number): void;
	/** No group is left to guard. Resolves when the guard itself is gone. */
	close(): Promise<void>;
}

const SCRIPT = `
trap '' HUP INT TERM
groups=
while read -r verb group; do
	others=
	for each in $groups; do [ "$each" = "$group" ] || others="$others $each"; done
	groups=$others
	[ "$verb" = watch ] && groups="$groups $group"
done
for group in $groups; do kill -s KILL -- "-$group"; done
`;

export function startGuard(): Guard {
	// Its own group: the terminal's Ctrl-C is not meant for it.
	const shell = spawn('/bin/sh', ['-c', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
	shell.unref();
	const gone = new Promise<void>((resolve) => {
		shell.on('exit', () => resolve());
		shell.on('error', () => resolve());
	});
	shell.stdin.on('error', () => {});
	return {
		watch: (group) => shell.stdin.write(`watch ${group}\n`),
		release: (group) => shell.stdin.write(`release ${group}\n`),
		close: () => {
			shell.ref();
			shell.stdin.end();
			return gone;
		},
	};
}
