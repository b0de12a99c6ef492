/**
 * A file on its way to where files are kept: the API gives it a place, its bytes are brought there, and the API is told.
 * Each step may be repeated.
 *
 * @module
 */
import { type FileRequest, fileResponseSchema } from '../../functions/protocol/agent.ts';
import type { Answer, Door } from '../door.ts';
import type { Transfers } from './transfer.ts';

export type FileUpload = Omit<FileRequest, 'uploaded'>;

export interface FileUploaded {
	/** `known`: an earlier agent had brought it. */
	readonly outcome: 'stored' | 'known' | 'too_many' | 'no_store';
}

export async function uploadFile(
	door: Door,
	{ bring }: Pick<Transfers, 'bring'>,
	file: FileUpload,
	bytes: Uint8Array<ArrayBuffer>,
): Promise<Answer<FileUploaded>> {
	const ask = (request: FileRequest) => door('files', file.room, request, fileResponseSchema);
	const place = await ask(file);
	if (place.outcome !== 'ok') return place;
	if (place.body.outcome === 'stored') return { outcome: 'ok', body: { outcome: 'known' } };
	if (place.body.outcome !== 'upload') return { outcome: 'ok', body: { outcome: place.body.outcome } };
	if (!(await bring(place.body.upload, bytes))) return { outcome: 'unreachable' };
	const there = await ask({ ...file, uploaded: true });
	if (there.outcome !== 'ok') return there;
	return there.body.outcome === 'upload'
		? { outcome: 'refused', code: 'unreadable_answer' }
		: { outcome: 'ok', body: { outcome: there.body.outcome } };
}
