"""qingdan 清单: the plans that Chinese districts publish, as checked tables."""

__version__ = "0.1.0"
