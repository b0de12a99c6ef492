/**
 * The file store port. Bytes never go through the API where it is a function of AWS, which takes 6 MB a request: whoever
 * brings or fetches them is given a request that may be made for some minutes. One contract suite (`contract.ts`) holds
 * every implementation to what is written here.
 *
 * @module
 */
import type { FileInfo, Transfer } from '../protocol/files.ts';

export interface FileStore {
	/** A request that stores exactly so many bytes as that type; again replaces them. */
	uploadOf(key: string, file: Pick<FileInfo, 'type' | 'size'>): Promise<Transfer>;
	/** A request whose answer is the bytes, or 404. */
	downloadOf(key: string): Promise<Transfer>;
	/**
	 * Removes all files of a conversation; removing none is success.
	 *
	 * @throws FilesUnavailable when some may be left
	 */
	remove(prefix: string): Promise<void>;
	/** Where the bytes come through the API itself; null: they go elsewhere. */
	readonly door: FileDoor | null;
}

/** A request for the bytes of a file, as it came. */
export interface DoorRequest {
	readonly method: 'PUT' | 'GET';
	readonly key: string;
	readonly headers: Headers;
	readonly body: () => Promise<Uint8Array<ArrayBuffer>>;
}

export type DoorAnswer =
	| { readonly outcome: 'stored' }
	| { readonly outcome: 'found'; readonly bytes: Uint8Array<ArrayBuffer> }
	/** Not what was signed; a key that is none; nothing there. */
	| { readonly outcome: 'unauthorized' | 'not_found' };

export type FileDoor = (request: DoorRequest) => Promise<DoorAnswer>;

/** The store did not answer. */
export class FilesUnavailable extends Error {
	override readonly name = 'FilesUnavailable';
}

/** How long a request that was given out may be made. */
export const TRANSFER_SECONDS = 300;

interface Whose {
	readonly stage: string;
	readonly conversation: string;
}

/** All files of a conversation are under it, and nobody else's. */
export const filePrefix = ({ stage, conversation }: Whose): string => `${stage}/${conversation}/`;

/** Never the visitor's own name of a file. */
export const fileKey = (whose: Whose, id: string): string => `${filePrefix(whose)}${id}`;

/** No part of a key can be read as a folder above. */
export const isFileKey = (key: string): boolean =>
	/^[a-z0-9-]{1,28}\/[A-Za-z0-9_-]{8,64}\/[A-Za-z0-9_-]{8,64}$/.test(key);
export const isFilePrefix = (prefix: string): boolean => /^[a-z0-9-]{1,28}\/[A-Za-z0-9_-]{8,64}\/$/.test(prefix);
