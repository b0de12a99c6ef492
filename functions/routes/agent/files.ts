/**
 * `POST /api/agent/files`: the visitor has given a file. The job is told where to bring its bytes, and says when they are
 * there. Where the bytes come through the API itself, their door is here too.
 *
 * @module
 */
import { type Context, Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { transact } from '../../effects/transact.ts';
import { fileKey } from '../../files/port.ts';
import { Problem } from '../../problem.ts';
import { type FileResponse, fileRequestSchema } from '../../protocol/agent.ts';
import { readBody } from '../body.ts';
import { hitOfVisitor, refuseTooMany } from '../limits.ts';
import { agentRoom } from './gate.ts';
import { staleEpoch } from './writing.ts';

export const fileRoutes = (deps: Deps) =>
	new Hono()
		.post('/api/agent/files', async (c) => {
			const { room: name, jobId, epoch, uploaded = false, ...file } = await readBody(c, fileRequestSchema);
			const room = await agentRoom(c, deps, name);
			const answered = (response: FileResponse) => {
				c.set('outcome', response.outcome);
				return c.json(response);
			};
			if (deps.files === null) return answered({ outcome: 'no_store' });
			const writer = { generation: room.generation, jobId, epoch };
			const { answer } = await transact(
				deps,
				room,
				{ kind: 'write', writer, written: { what: 'file', file: { ...file, uploaded } } },
				{
					look: 'adopting',
					// That the bytes are there is no further file.
					...(uploaded ? {} : { hits: [hitOfVisitor(deps, room, 'files')], admit: refuseTooMany(deps) }),
				},
			);
			switch (answer) {
				case 'upload':
					return answered({ outcome: answer, upload: await deps.files.uploadOf(fileKey(room, file.id), file) });
				case 'stored':
				case 'too_many':
					return answered({ outcome: answer });
				default:
					throw staleEpoch();
			}
		})
		.on(['PUT', 'GET'], '/api/agent/files/:stage/:conversation/:id', (c) => passBytes(c, deps));

/** Who may is what was signed when the place was given out, as for a bucket. */
async function passBytes(c: Context, { files }: Deps): Promise<Response> {
	const { stage = '', conversation = '', id = '' } = c.req.param();
	const method = c.req.method === 'PUT' ? 'PUT' : 'GET';
	const answer = await files?.door?.({
		method,
		key: fileKey({ stage, conversation }, id),
		headers: c.req.raw.headers,
		body: async () => new Uint8Array(await c.req.arrayBuffer()),
	});
	c.set('outcome', answer?.outcome ?? 'no_store');
	switch (answer?.outcome) {
		case 'stored':
			return c.body(null);
		case 'found':
			return c.body(answer.bytes, 200, { 'content-type': 'application/octet-stream' });
		case 'unauthorized':
			throw new Problem('unauthorized', 'Ask for a place again.');
		default:
			throw new Problem('not_found', 'There is no such file.');
	}
}
