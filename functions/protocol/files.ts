/**
 * Files of a conversation: what is taken, and what is kept of one beside its bytes.
 *
 * @module
 */
import * as z from 'zod/mini';
import { FILE_ID, FILE_LIMIT_BYTES } from './call.ts';

/** What is taken. Of the first ones the agent reads the content. */
export const textTypes = ['text/plain', 'text/markdown', 'text/csv', 'text/html', 'application/json'] as const;
export const binaryTypes = ['application/pdf', 'image/png', 'image/jpeg', 'image/webp'] as const;
export const fileTypes = [...textTypes, ...binaryTypes] as const;
export type FileType = (typeof fileTypes)[number];

export const isText = (type: FileType): type is (typeof textTypes)[number] => textTypes.some((text) => text === type);

/** Characters of a name that are kept. */
export const FILE_NAME_LIMIT = 120;

/** Controls, and what turns the direction of writing: `gpj.exe` can be made to look like `exe.jpg`. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
const LONGEST_EXTENSION = 12;

/** A name to show: without the folders it came from, and without what is not seen; too long ones keep their extension. */
export function fileName(given: string): string {
	const own = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
	const seen = own.replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
	if (/^\.*$/.test(seen)) return 'file';
	const characters = [...seen];
	if (characters.length <= FILE_NAME_LIMIT) return seen;
	const dot = characters.lastIndexOf('.');
	const extension = dot < 0 || characters.length - dot > LONGEST_EXTENSION ? [] : characters.slice(dot);
	return [...characters.slice(0, FILE_NAME_LIMIT - 1 - extension.length), '…', ...extension].join('');
}

const shape = {
	id: z.string().check(z.regex(FILE_ID)),
	/** For people: nothing is stored under it. */
	name: z.string().check(z.refine((name) => fileName(name) === name)),
	type: z.enum(fileTypes),
	/** Bytes. */
	size: z.int().check(z.gte(1), z.lte(FILE_LIMIT_BYTES)),
};
export const fileSchema = z.object(shape);
export type FileInfo = z.infer<typeof fileSchema>;

/** A file that lies in the store. */
export const storedFileSchema = z.object({
	...shape,
	/** Milliseconds since the epoch. */
	at: z.int(),
});
export type StoredFile = z.infer<typeof storedFileSchema>;

/** A request by which bytes are brought or fetched. A relative URL is one of the API that has answered. */
export const transferSchema = z.object({
	url: z.string(),
	method: z.enum(['PUT', 'GET']),
	headers: z.record(z.string(), z.string()),
});
export type Transfer = z.infer<typeof transferSchema>;

/** What a job that begins is told of a file. */
export const knownFileSchema = z.extend(storedFileSchema, {
	/** Of the latest texts; for some minutes. */
	download: z.optional(transferSchema),
});
export type KnownFile = z.infer<typeof knownFileSchema>;
