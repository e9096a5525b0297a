#!/usr/bin/env bash
# LocalStack runs this when it is ready: the table of the examples.
set -euo pipefail

if awslocal dynamodb describe-table --table-name shop >/dev/null 2>&1; then
  exit 0
fi
awslocal dynamodb create-table \
  --table-name shop \
  --billing-mode PAY_PER_REQUEST \
  --attribute-definitions \
  AttributeName=pk,AttributeType=S AttributeName=sk,AttributeType=S \
  AttributeName=gsi1pk,AttributeType=S AttributeName=gsi1sk,AttributeType=S \
  --key-schema AttributeName=pk,KeyType=HASH AttributeName=sk,KeyType=RANGE \
  --global-secondary-indexes \
  'IndexName=gsi1,KeySchema=[{AttributeName=gsi1pk,KeyType=HASH},{AttributeName=gsi1sk,KeyType=RANGE}],Projection={ProjectionType=ALL}' \
  >/dev/null
awslocal dynamodb wait table-exists --table-name shop
