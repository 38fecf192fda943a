.PHONY: demo check samples clean

demo:
	python3 tools/project.py demo

check:
	python3 tools/project.py check

samples:
	.venv/bin/qingdan samples check

clean:
	rm -rf .venv out build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
