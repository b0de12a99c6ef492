/** Upstash's JSON for what Redis answers. */
import { isRefusal, isStatus, type Reply } from './resp/reply.ts';

export type Encoding = 'base64' | 'plain';

export type Answer = { readonly result: unknown } | { readonly error: string };

export const answerOf = (reply: Reply, encoding: Encoding): Answer =>
	isRefusal(reply) ? { error: reply.error } : { result: toJson(reply, encoding) };

/** Every text but the status OK is encoded when that is asked for. */
function toJson(reply: Reply, encoding: Encoding): unknown {
	if (reply === null || typeof reply === 'number') return reply;
	if (Buffer.isBuffer(reply)) return reply.toString(encoding === 'base64' ? 'base64' : 'utf8');
	if (isStatus(reply)) return reply.status === 'OK' ? 'OK' : toJson(Buffer.from(reply.status), encoding);
	if (isRefusal(reply)) return toJson(Buffer.from(reply.error), encoding);
	return reply.map((each) => toJson(each, encoding));
}
