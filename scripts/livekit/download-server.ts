import { join } from 'node:path';
import { runCommand, sayExit } from '../processes/run-command.ts';
import { fetchFile, fetchText } from './fetch-file.ts';
import { BINARY, checksumOf, RELEASES, releaseArchive, SERVER_VERSION } from './release.ts';
import type { Finding, Search } from './server.ts';
import { inWorkshop } from './workshop.ts';

interface Machine {
	/** As `process.platform`. */
	readonly platform: string;
	/** As `process.arch`. */
	readonly architecture: string;
}

const thisMachine: Machine = { platform: process.platform, architecture: process.arch };

/**
 * The project's release archive, unpacked only when its SHA-256 is the one that checksums.txt names.
 *
 * @param folder where the server is kept
 * @param patienceMs without a byte, after which a download is given up
 */
export async function downloadServer(
	search: Search,
	folder: string,
	machine = thisMachine,
	patienceMs = 20_000,
): Promise<Finding> {
	const { env, progress, signal } = search;
	const file = releaseArchive(machine.platform, machine.architecture);
	if (file === null)
		return { outcome: 'absent', why: `there is no archive for ${machine.platform} ${machine.architecture}` };
	const base = `${(env['GREENROOM_LIVEKIT_RELEASES'] || RELEASES).replace(/\/+$/, '')}/v${SERVER_VERSION}`;
	const step = progress.step(`Downloading livekit-server ${SERVER_VERSION}`);
	try {
		return await inWorkshop(folder, 'release', search, async (workshop) => {
			const archive = join(workshop, file);
			const checksums = await fetchText(`${base}/checksums.txt`, { signal, patienceMs });
			if (checksums.outcome === 'failed') return checksums;
			const wanted = checksumOf(checksums.text, file);
			if (wanted === null) return { why: `${base}/checksums.txt names no checksum for ${file}` };
			const onBytes = (bytes: number) => step.update(`${(bytes / 1e6).toFixed(1)} MB`);
			const fetched = await fetchFile(`${base}/${file}`, archive, { signal, patienceMs, onBytes });
			if (fetched.outcome === 'failed') return fetched;
			if (fetched.sha256 !== wanted)
				return { why: `${base}/${file} was refused: its SHA-256 is ${fetched.sha256}, not ${wanted}` };
			const unpack = { command: 'tar', args: ['-xzf', archive, BINARY], cwd: workshop, env };
			const { ok, tail, exit } = await runCommand(unpack, { signal });
			return ok ? { file: join(workshop, BINARY) } : { why: `tar: ${sayExit(exit)}\n${tail.slice(-3).join('\n')}` };
		});
	} finally {
		step.end();
	}
}
