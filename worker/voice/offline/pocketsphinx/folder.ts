import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'greenroom-recogniser-';

/** A folder for the files of this process, gone when it ends. */
export interface Folder {
	readonly path: string;
	remove(): Promise<void>;
}

/**
 * Makes one, readable for this user alone: for a moment there is somebody's voice in it. What processes left behind that
 * were killed is removed, so that a worker which loses many of them does not fill its disk.
 */
export async function makeFolder(): Promise<Folder> {
	const place = tmpdir();
	for (const name of await readdir(place)) {
		const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
		if (Number.isInteger(owner) && !isAlive(owner)) await rm(join(place, name), { recursive: true, force: true });
	}
	const path = await mkdtemp(join(place, `${PREFIX}${process.pid}-`));
	const removeNow = () => rmSync(path, { recursive: true, force: true });
	process.once('exit', removeNow);
	return {
		path,
		async remove() {
			process.off('exit', removeNow);
			await rm(path, { recursive: true, force: true });
		},
	};
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		// Another user's process may not be asked, but it is there.
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
