"""The Scrapy project: sites as files, spiders, middlewares, and the pipeline that stores pages."""
