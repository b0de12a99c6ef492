import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
import type { PushedImage } from './deployment.ts';
import { ACCOUNT } from './testing.ts';
import { workerImage } from './worker-image.ts';

const ROOT = join(import.meta.dirname, '..');

/** A task of the image, and the folder with what a deploy would take from there. */
function taskOf(pushed: PushedImage | null): {
	readonly app: App;
	readonly template: Template;
	readonly outdir: string;
} {
	const outdir = mkdtempSync(join(tmpdir(), 'greenroom-image-'));
	onTestFinished(() => rmSync(outdir, { recursive: true }));
	const app = new App({ outdir });
	const stack = new Stack(app, 'Image', { env: { account: ACCOUNT, region: 'us-east-1' } });
	const task = new ecs.FargateTaskDefinition(stack, 'Task');
	task.addContainer('worker', { image: workerImage(stack, ROOT, pushed) });
	return { app, template: Template.fromStack(stack), outdir };
}

describe('an image that the deploy builds', () => {
	const filesOf = (outdir: string): readonly string[] => {
		const context = readdirSync(outdir).find((name) => name.startsWith('asset.')) ?? '';
		return readdirSync(join(outdir, context), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(join(outdir, context).length + 1));
	};

	test('is built of what Dockerfile.worker copies', () => {
		const files = filesOf(taskOf(null).outdir);
		expect(files).toEqual(expect.arrayContaining(['Dockerfile.worker', 'package.json', 'package-lock.json', '.npmrc']));
		expect(files).toEqual(expect.arrayContaining(['worker/main.ts', 'worker/health-check.ts']));
		expect(files).toEqual(expect.arrayContaining(['functions/protocol/environment.ts', 'scripts/image/prune.ts']));
	});

	test('and of nothing else: no tests, no other part, nothing of this machine', () => {
		const files = filesOf(taskOf(null).outdir);
		const ofTheImage =
			/^((Dockerfile\.worker|\.dockerignore|\.npmrc|package(-lock)?\.json)$|worker\/|functions\/protocol\/|scripts\/image\/)/;
		expect(files.filter((file) => !ofTheImage.test(file))).toEqual([]);
		expect(files.filter((file) => /\.test\.ts$|testing\.ts$|node_modules|\.env/.test(file))).toEqual([]);
	});

	test('is for ARM', () => {
		const { app, outdir } = taskOf(null);
		app.synth();
		const manifest = z
			.object({ dockerImages: z.record(z.string(), z.object({ source: z.record(z.string(), z.string()) })) })
			.parse(JSON.parse(readFileSync(join(outdir, 'Image.assets.json'), 'utf8')));
		expect(Object.values(manifest.dockerImages).map(({ source }) => source)).toEqual([
			expect.objectContaining({ dockerFile: 'Dockerfile.worker', platform: 'linux/arm64' }),
		]);
	});
});

describe('an image that was pushed before', () => {
	const pushed = { account: '210987654321', region: 'eu-central-1', repository: 'greenroom/worker', tagOrDigest: 'v1' };

	test('is taken as it is, by its tag', () => {
		const { template, outdir } = taskOf(pushed);
		template.hasResourceProperties('AWS::ECS::TaskDefinition', {
			ContainerDefinitions: [
				Match.objectLike({
					Image: { 'Fn::Join': ['', ['210987654321.dkr.ecr.eu-central-1.', Match.anyValue(), '/greenroom/worker:v1']] },
				}),
			],
		});
		expect(readdirSync(outdir).filter((name) => name.startsWith('asset.'))).toEqual([]);
	});

	test('or by its digest', () => {
		const { template } = taskOf({ ...pushed, tagOrDigest: `sha256:${'a'.repeat(64)}` });
		template.hasResourceProperties('AWS::ECS::TaskDefinition', {
			ContainerDefinitions: [
				Match.objectLike({
					Image: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/greenroom/worker@sha256:aaaa')])] },
				}),
			],
		});
	});

	test('is the only one that tasks may fetch', () => {
		taskOf(pushed).template.hasResourceProperties('AWS::IAM::Policy', {
			PolicyDocument: {
				Statement: Match.arrayWith([
					Match.objectLike({
						Action: Match.arrayWith(['ecr:BatchGetImage']),
						Resource: {
							'Fn::Join': [
								'',
								['arn:', { Ref: 'AWS::Partition' }, ':ecr:eu-central-1:210987654321:repository/greenroom/worker'],
							],
						},
					}),
				]),
			},
		});
	});
});
