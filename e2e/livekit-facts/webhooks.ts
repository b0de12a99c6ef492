import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebhookReceiver } from 'livekit-server-sdk';
import * as z from 'zod/mini';
import type { Keys } from '../../scripts/livekit/keys.ts';
import { eventually } from '../eventually.ts';

/** What is looked at of a webhook, under the names that LiveKit gives it. */
const webhookSchema = z.object({
	event: z.string(),
	room: z.object({ name: z.string(), sid: z.string() }),
	participant: z.optional(
		z.object({
			sid: z.string(),
			identity: z.string(),
			attributes: z.optional(z.record(z.string(), z.string())),
			disconnectReason: z.optional(z.string()),
		}),
	),
});
export type Webhook = z.infer<typeof webhookSchema>;

export interface Webhooks {
	readonly url: string;
	/** What was told of a room, oldest first. */
	of(room: string): readonly Webhook[];
	/** Waits until one of these was told of a room, and resolves with all of them. */
	told(room: string, isMeant: (webhook: Webhook) => boolean, withinMs?: number): Promise<Webhook[]>;
	close(): Promise<void>;
}

/** Listens on loopback. What is not signed as it should be is not told. */
export async function listenForWebhooks({ apiKey, apiSecret }: Keys): Promise<Webhooks> {
	const receiver = new WebhookReceiver(apiKey, apiSecret);
	const all: Webhook[] = [];
	async function receive(request: IncomingMessage): Promise<void> {
		const body = await text(request);
		await receiver.receive(body, request.headers.authorization);
		all.push(webhookSchema.parse(JSON.parse(body)));
	}
	const server = createServer((request, response) => {
		// LiveKit sends the next of a room when this one is answered: recorded before, they stay in their order.
		void receive(request).then(
			() => response.end(),
			() => response.writeHead(401).end(),
		);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const of = (name: string) => all.filter(({ room }) => room.name === name);
	return {
		url: `http://127.0.0.1:${port}`,
		of,
		async told(room, isMeant, withinMs = 5_000) {
			const look = async () => of(room);
			const seen = await eventually(`a webhook of ${room}`, look, (some) => some.some(isMeant), withinMs);
			return seen.filter(isMeant);
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
