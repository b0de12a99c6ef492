/**
 * The files of a conversation, as its record has them: their bytes lie elsewhere.
 *
 * @module
 */
import type { FileInfo, StoredFile } from '../protocol/files.ts';
import type { Facts } from './facts.ts';

export interface KeptFile extends StoredFile {
	/** Its bytes are there; else its place is taken for a while, so that many at once are not more than one by one. */
	readonly uploaded: boolean;
}

/** Of one conversation. */
export const FILES_LIMIT = 20;
export const FILES_LIMIT_BYTES = 25 * 1024 * 1024;
/** Then a place is free again: nobody brings the bytes any more. */
export const UPLOAD_WITHIN_MS = 600_000;

/** `upload`: its bytes may be brought. */
export type FilingOutcome = 'upload' | 'stored' | 'too_many';

/** The same file again is the same answer. */
export function keepFile(
	facts: Facts,
	file: FileInfo & { readonly uploaded: boolean },
	now: number,
): { readonly facts: Facts; readonly answer: FilingOutcome } {
	const { files = [] } = facts;
	const known = files.find(({ id }) => id === file.id);
	if (known?.uploaded) return { facts, answer: 'stored' };
	const others = files.filter((one) => one.id !== file.id && (one.uploaded || now < one.at + UPLOAD_WITHIN_MS));
	const bytes = others.reduce((sum, { size }) => sum + size, file.size);
	if (others.length >= FILES_LIMIT || bytes > FILES_LIMIT_BYTES) return { facts, answer: 'too_many' };
	const kept = { ...facts, files: [...others, { ...file, at: known?.at ?? now }] };
	return { facts: kept, answer: file.uploaded ? 'stored' : 'upload' };
}

/** Those whose bytes are there, oldest first. */
export const storedFiles = ({ files = [] }: Pick<Facts, 'files'>): readonly StoredFile[] =>
	files.filter(({ uploaded }) => uploaded).map(({ uploaded: _, ...file }) => file);
