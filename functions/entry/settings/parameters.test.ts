import { expect, it, onTestFinished } from 'vitest';
import type { ParameterAccess } from './parameter-page.ts';
import { ParametersUnavailable, readParameters } from './parameters.ts';
import { type Fault, PATH, startTestParameters } from './testing.ts';

const SECRET = 'what nobody is to read';

async function parameters(values: Readonly<Record<string, string>> = { OPS_TOKEN: SECRET }, pageSize?: number) {
	const store = await startTestParameters(values, pageSize);
	onTestFinished(() => store[Symbol.asyncDispose]());
	const pauses: number[] = [];
	const read = (access: Partial<ParameterAccess> = {}, withinMs?: number) =>
		readParameters(
			{ ...store.access, ...access },
			{
				fetch,
				now: Date.now,
				pause: async (ms) => void pauses.push(ms),
				...(withinMs === undefined ? {} : { withinMs }),
			},
		);
	return { ...store, pauses, read };
}

const failure = async (reading: Promise<unknown>): Promise<string> => {
	const error = await reading.then(
		() => null,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(ParametersUnavailable);
	return error instanceof Error ? error.message : '';
};

it('asks for all that is below the path, decrypted, and signed by the role', async () => {
	const { read, asked } = await parameters({ OPS_TOKEN: SECRET, '/sst/greenroom/other/Secret/OPS_TOKEN/value': 'x' });
	expect(await read()).toEqual(new Map([[`${PATH}/OPS_TOKEN/value`, SECRET]]));
	expect(asked).toEqual([
		{ Path: PATH, Recursive: true, WithDecryption: true, target: 'AmazonSSM.GetParametersByPath' },
	]);
});

it('reads every page, also behind an empty one', async () => {
	const many = Object.fromEntries(Array.from({ length: 23 }, (_, i) => [`NAME_${i}`, `${i}`]));
	const { read, asked, meet } = await parameters(many);
	meet({ text: JSON.stringify({ Parameters: [], NextToken: '0' }) });
	expect([...(await read()).values()]).toEqual(Object.values(many));
	expect(asked.map(({ NextToken }) => NextToken)).toEqual([undefined, '0', '10', '20']);
});

it('does not follow pages for ever', async () => {
	const { read, asked, meet } = await parameters();
	meet(...Array.from({ length: 50 }, () => ({ text: JSON.stringify({ Parameters: [], NextToken: 'again' }) })));
	expect(await failure(read())).toContain('more than 200');
	expect(asked).toHaveLength(20);
});

it.each<[string, Fault]>([
	['is asked too often', { status: 400, type: 'ThrottlingException' }],
	['breaks', { status: 500, type: 'InternalServerError' }],
	['says something else', { text: '<html>' }],
])('asks again when the store %s', async (_, fault) => {
	const { read, asked, pauses, meet } = await parameters();
	meet(fault, fault);
	expect((await read()).size).toBe(1);
	expect(asked).toHaveLength(3);
	expect(pauses).toEqual([100, 200]);
});

it('gives up after three tries, and says what it met', async () => {
	const { read, asked, meet } = await parameters();
	meet(...Array.from({ length: 9 }, () => ({ status: 400, type: 'ThrottlingException' }) as const));
	expect(await failure(read())).toContain('does not answer: ThrottlingException');
	expect(asked).toHaveLength(3);
});

it('waits no longer than it may', async () => {
	const { read, asked, meet } = await parameters();
	meet('silence', 'silence', 'silence');
	expect(await failure(read({}, 50))).toContain('TimeoutError');
	expect(asked).toHaveLength(1);
});

it('says that nobody is there', async () => {
	const { read } = await parameters();
	expect(await failure(read({ endpoint: 'http://127.0.0.1:1' }))).toContain('does not answer');
});

it.each([
	['another secret', { secretAccessKey: 'another' }, 'SignatureDoesNotMatch'],
	['another region', { region: 'us-east-1' }, 'InvalidAccessKeyId'],
	['no session', { sessionToken: null }, 'InvalidToken'],
])('is refused at once with %s', async (_, wrong, why) => {
	const { read, asked } = await parameters();
	expect(await failure(read(wrong))).toContain(why);
	expect(asked).toHaveLength(1);
});

it('says which right the role lacks', async () => {
	const { read, meet } = await parameters();
	meet({ status: 400, type: 'AccessDeniedException' });
	const message = await failure(read());
	expect(message).toContain(`ssm:GetParametersByPath on ${PATH}`);
	expect(message).not.toContain(SECRET);
});
