/**
 * What an agent would refuse, known before anything is sent. The agent looks into the file as well.
 *
 * @module
 */
import { FILE_LIMIT_BYTES, type FileOutcome } from '../../../functions/protocol/call.ts';

/** For `<input accept>`. Written out, because a schema library is larger than this page. */
export const ACCEPTED = '.txt,.log,.md,.markdown,.csv,.htm,.html,.json,.pdf,.png,.jpg,.jpeg,.webp';

/** `empty`: there is nothing in it. */
export type Refusal = Extract<FileOutcome, 'too_large' | 'type_refused'> | 'empty';

/** Null: it can be sent. One without an extension may be a text. */
export function refusalOf({ name, size }: Pick<File, 'name' | 'size'>): Refusal | null {
	if (size === 0) return 'empty';
	if (size > FILE_LIMIT_BYTES) return 'too_large';
	const [extension] = /\.[^.]+$/.exec(name.toLowerCase()) ?? [];
	return extension === undefined || ACCEPTED.split(',').includes(extension) ? null : 'type_refused';
}
