/** Large objects, which come to S3 in parts. */
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Answer, Call } from './call.ts';
import { toXml } from './xml.ts';

export class Uploads {
	readonly #parts = new Map<string, Map<number, Buffer>>();

	/** Null: it is not about parts. */
	answer({ objects }: World, { method, query, path, body }: Call): Answer | null {
		const name = path.slice(1);
		const id = query.get('uploadId');
		if (method === 'POST' && query.has('uploads')) {
			const begun = `upload-${this.#parts.size}`;
			this.#parts.set(begun, new Map());
			return xml('InitiateMultipartUploadResult', { UploadId: begun });
		}
		if (id === null) return null;
		const parts = this.#parts.get(id);
		if (parts === undefined) throw new Refusal('NoSuchUpload', 'The specified multipart upload does not exist.', 404);
		if (method === 'PUT') {
			parts.set(Number(query.get('partNumber')), body);
			return { ...xml('Part', {}), headers: { etag: '"part"' } };
		}
		this.#parts.set(id, new Map());
		if (method === 'POST') {
			const bytes = Buffer.concat([...parts].sort(([one], [other]) => one - other).map(([, part]) => part));
			objects.set(name, { bytes, modified: new Date() });
		}
		return xml('CompleteMultipartUploadResult', { ETag: '"etag"' });
	}
}

const xml = (name: string, content: Readonly<Record<string, string>>): Answer => ({
	...{ status: 200, type: 'application/xml' },
	body: `<${name}>${toXml(content)}</${name}>`,
});
