/**
 * Files in a folder, for one machine. Their bytes come and go through the API's own door.
 *
 * @module
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FileDoor, type FileStore, FilesUnavailable, isFileKey, isFilePrefix } from '../port.ts';
import { type PassKeys, readPass, signPass } from './pass.ts';

export interface FolderOptions extends PassKeys {
	readonly folder: string;
	readonly newId: () => string;
}

/** Path of the door, before the key. */
export const FILE_DOOR = '/api/agent/files/';

export function makeFolderFiles({ folder, newId, ...keys }: FolderOptions): FileStore {
	const door: FileDoor = async ({ method, key, headers, body }) => {
		if (!isFileKey(key)) return { outcome: 'not_found' };
		const pass = await readPass(keys, headers.get('authorization'), method, key);
		if (pass === null) return { outcome: 'unauthorized' };
		if (method === 'GET') return read(join(folder, key));
		if (headers.get('content-type') !== pass['type']) return { outcome: 'unauthorized' };
		const bytes = await body();
		if (bytes.length !== pass['size']) return { outcome: 'unauthorized' };
		await writeWhole(join(folder, key), bytes, newId());
		return { outcome: 'stored' };
	};
	return {
		door,
		async uploadOf(key, { type, size }) {
			const pass = await signPass(keys, 'PUT', key, { type, size });
			const headers = { authorization: `Bearer ${pass}`, 'content-type': type };
			return { url: `${FILE_DOOR}${key}`, method: 'PUT', headers };
		},
		async downloadOf(key) {
			const headers = { authorization: `Bearer ${await signPass(keys, 'GET', key)}` };
			return { url: `${FILE_DOOR}${key}`, method: 'GET', headers };
		},
		async remove(prefix) {
			if (!isFilePrefix(prefix)) throw new RangeError('not the files of one conversation');
			try {
				await rm(join(folder, prefix), { recursive: true, force: true });
			} catch (cause) {
				throw new FilesUnavailable('a folder could not be removed', { cause });
			}
		},
	};
}

async function read(path: string): ReturnType<FileDoor> {
	try {
		return { outcome: 'found', bytes: new Uint8Array(await readFile(path)) };
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { outcome: 'not_found' };
		throw error;
	}
}

/** Whoever reads it meanwhile, or after a kill, has all of it or nothing. */
async function writeWhole(path: string, bytes: Uint8Array, id: string): Promise<void> {
	const unfinished = `${path}.${id}`;
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	try {
		await writeFile(unfinished, bytes, { mode: 0o600 });
		await rename(unfinished, path);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}
