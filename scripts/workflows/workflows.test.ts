import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	scripts: Readonly<Record<string, string>>;
};

/** What a workflow gets wrong. */
function faultsOf(text: string): string[] {
	const lines = text.split('\n').map((line) => line.trim());
	const unpinned = lines
		.filter((line) => /^(- )?uses: (?!\.\/)/.test(line))
		.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
	const unknown = lines
		.flatMap((line) => [...(/npm run ([\w:-]+)/g.exec(line)?.slice(1) ?? [])])
		.filter((name) => !(name in scripts));
	const injected = lines.filter((line) => /^(- )?run: .*\$\{\{/.test(line));
	return [
		...unpinned.map((line) => `not pinned: ${line}`),
		...unknown.map((name) => `no such script: ${name}`),
		// What somebody can write into a pull request would be run.
		...injected.map((line) => `an expression in a command: ${line}`),
		...(/^permissions:/m.test(text) ? [] : ['rights that nobody has named']),
		...(text.includes('pull_request_target') ? ['code of strangers with our rights'] : []),
		...(/AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)/.test(text) ? ['a key that does not expire'] : []),
		...(/\bsecrets: inherit\b/.test(text) ? ['all secrets for whoever is called'] : []),
	];
}

describe.each(workflows)('%s', (_name, text) => {
	test('is pinned, has the least rights and no key, and runs commands that are there', () => {
		expect(faultsOf(text)).toEqual([]);
	});

	test('gives rights to a role only where one is taken', () => {
		const jobs = text.split(/\n {2}(?=\w+:\n)/);
		for (const job of jobs.filter((one) => one.includes('steps:')))
			expect([job.includes('id-token: write'), job]).toEqual([job.includes('role-to-assume'), job]);
	});
});

test('control: each fault is found', () => {
	const bad = [
		'on: pull_request_target',
		'- uses: actions/checkout@v6',
		'- uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd',
		// biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
		'- run: npm run nothing "${{ github.event.pull_request.title }}"',
		'AWS_ACCESS_KEY_ID: x',
		'secrets: inherit',
	].join('\n');
	expect(faultsOf(bad)).toHaveLength(8);
});

test('previews are not for forks, and go with their pull request', () => {
	const preview = readFileSync(join(folder, 'preview.yml'), 'utf8');
	const conditions = preview.match(/^ {4}if: .*$/gm) ?? [];
	expect(conditions).toHaveLength(2);
	for (const condition of conditions) expect(condition).toContain('head.repo.full_name == github.repository');
	expect(preview).toContain('npm run remove:stage');
});
