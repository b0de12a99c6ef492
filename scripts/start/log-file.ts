import { createWriteStream, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

export interface LogFile {
	write(line: string): void;
	/** Resolves when everything is on disk. */
	close(): Promise<void>;
}

/** Opens `<name>.log` for its owner only. The one of the last start is kept as `<name>.previous.log`. */
export function openLog(folder: string, name: string): LogFile {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const file = join(folder, `${name}.log`);
	try {
		renameSync(file, join(folder, `${name}.previous.log`));
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
	}
	const stream = createWriteStream(file, { mode: 0o600 });
	// A full disk must not end a call.
	stream.on('error', () => {});
	return {
		write: (line) => void stream.write(`${line}\n`),
		close: () => new Promise((resolve) => stream.end(() => resolve())),
	};
}
