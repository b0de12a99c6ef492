import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Answer, answerOf, type Encoding } from './answer.ts';
import type { Connection } from './resp/connection.ts';
import { isRefusal } from './resp/reply.ts';

const routes = ['/', '/pipeline', '/multi-exec'] as const;
type Route = (typeof routes)[number];

type Command = readonly string[];
type Word = string | number | boolean;

export class HttpProblem extends Error {
	override readonly name = 'HttpProblem';
	readonly status: number;
	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

export interface Answered {
	readonly status: number;
	readonly body: Answer | readonly Answer[];
}

/** @throws HttpProblem when it is no request of Upstash's */
export async function readCommands(
	request: IncomingMessage,
): Promise<{ readonly route: Route; readonly commands: readonly Command[] }> {
	const route = routes.find((each) => each === request.url);
	if (route === undefined) throw new HttpProblem(404, 'ERR no such route');
	if (request.method !== 'POST') throw new HttpProblem(405, 'ERR only POST');
	const body = parseJson(await text(request));
	const commands = route === '/' ? [body] : body;
	if (!isListOf(commands, isCommand)) throw new HttpProblem(400, 'ERR failed to parse the command');
	return { route, commands: commands.map((command) => command.map(String)) };
}

// By hand: loading a schema library takes longer than all else that this program does before it listens.
const isCommand = (value: unknown): value is readonly Word[] => isListOf(value, isWord);
const isWord = (value: unknown): value is Word => ['string', 'number', 'boolean'].includes(typeof value);
const isListOf = <T>(value: unknown, isOne: (each: unknown) => each is T): value is readonly T[] =>
	Array.isArray(value) && value.length > 0 && value.every(isOne);

/** Does what a request asks for. */
export async function handle(
	connection: Connection,
	route: Route,
	commands: readonly Command[],
	encoding: Encoding,
): Promise<Answered> {
	if (route === '/multi-exec') return transaction(connection, commands, encoding);
	const replies = await connection.send(commands);
	const answers = replies.map((reply) => answerOf(reply, encoding));
	if (route === '/pipeline') return { status: 200, body: answers };
	const [only = { error: 'ERR no reply' }] = answers;
	return { status: 'error' in only ? 400 : 200, body: only };
}

/** All of it or, when Redis refuses to queue a command, nothing. */
async function transaction(
	connection: Connection,
	commands: readonly Command[],
	encoding: Encoding,
): Promise<Answered> {
	const replies = await connection.send([['MULTI'], ...commands, ['EXEC']]);
	const done = replies.at(-1) ?? null;
	if (Array.isArray(done)) return { status: 200, body: done.map((reply) => answerOf(reply, encoding)) };
	return { status: 400, body: { error: isRefusal(done) ? done.error : 'ERR the transaction was discarded' } };
}

function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		throw new HttpProblem(400, 'ERR the body is no JSON');
	}
}
