import type { FileOutcome } from '../../../functions/protocol/call.ts';
import type { Refusal } from '../../call/files/check.ts';

/** What has become of a file that somebody gave. */
export const fileWords: Readonly<Record<FileOutcome | Refusal, string>> = {
	stored: 'The agent has it',
	empty: 'Not sent: it is empty',
	too_large: 'Not sent: it is larger than 5 MB',
	type_refused: 'Not taken: texts, PDF, PNG, JPEG and WebP are',
	too_many: 'Not taken: too many files. Wait a minute',
	no_store: 'Not taken: no files are kept here',
	failed: 'Not delivered',
};
