import { describe, expect, test } from 'vitest';
import { assetsToRemove, hashesIn, isTemplateOf } from './assets.ts';

const hash = (letter: string) => letter.repeat(64);
const file = (letter: string) => ({ name: `${hash(letter)}.zip`, template: null });
/** As SST writes it. */
const template = (stage: string, ...letters: string[]) =>
	JSON.stringify({
		Resources: letters.map((letter) => ({ S3Key: `${hash(letter)}.zip` })),
		Outputs: { SSTMetadata: { Value: `{"app":"greenroom","stage":"${stage}","version":"2"}` } },
	});

test('hashes are found in templates and names, and nothing else is', () => {
	expect(hashesIn(`a ${hash('a')}.zip ${hash('b')}0 ${hash('c').slice(1)}`)).toEqual(new Set([hash('a')]));
});

test.each([
	['pr-7', true],
	['pr-77', false],
	['pr', false],
])('a template says that it is of %s: %s', (stage, is) => {
	expect(isTemplateOf(stage, template('pr-7', 'a'))).toBe(is);
});

test('so does one whose metadata holds references', () => {
	const joined = { 'Fn::Join': ['', ['{"app":"greenroom","stage":"pr-7","version":"2","arn":"', { Ref: 'A' }, '"}']] };
	expect(isTemplateOf('pr-7', JSON.stringify({ Outputs: { SSTMetadata: { Value: joined } } }))).toBe(true);
	expect(isTemplateOf('pr-7', '{"app":"greenroom","stage":"pr-7"}')).toBe(false);
});

describe('what is removed', () => {
	test('is what the stage names, and nobody else', () => {
		const assets = [file('a'), file('b'), file('c')];
		const stacks = { current: [template('pr-7', 'a', 'b')], others: [template('staging', 'b')] };
		expect(assetsToRemove(assets, stacks)).toEqual([file('a').name]);
	});

	test('is what former deploys of it have named too, and their templates', () => {
		const former = { name: `${hash('f')}.json`, template: template('pr-7', 'b', 'c') };
		const assets = [file('a'), file('b'), file('c'), file('d'), former];
		const stacks = { current: [template('pr-7', 'a')], others: [template('staging', 'c', 'd')] };
		expect(assetsToRemove(assets, stacks)).toEqual([file('a').name, file('b').name, former.name]);
	});

	test('is nothing where a stage was never deployed', () => {
		expect(assetsToRemove([file('a')], { current: [], others: [] })).toEqual([]);
	});
});
